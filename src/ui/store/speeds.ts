/** The speeds on the slider, in virtual seconds per real second: even steps on a log scale. */
export const SPEED_STOPS: readonly number[] = [1 / 100, 1 / 50, 1 / 20, 1 / 10, 1 / 5, 1 / 2, 1, 2, 5, 10];

/** The stop nearest to a speed, as its place on the slider. */
export function stopOf(speed: number): number {
  const distances = SPEED_STOPS.map((stop) => Math.abs(Math.log(stop / speed)));
  return distances.indexOf(Math.min(...distances));
}

/** The next stop above (+1) or below (-1) a speed. */
export function nextSpeed(speed: number, direction: 1 | -1): number {
  return SPEED_STOPS[stopOf(speed) + direction] ?? speed;
}

/** A speed as a map writes its scale: `1/10`, `1`, `5×`. */
export function speedText(speed: number): string {
  return speed < 1 ? `1/${Math.round(1 / speed)}` : speed === 1 ? '1' : `${Math.round(speed)}×`;
}
