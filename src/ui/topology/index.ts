export { Chart } from './chart.tsx';
export { drawCrowd, type PacketOnChart, packetsOnChart, type UnderPoint, whatIsAt } from './packets/stage.ts';
