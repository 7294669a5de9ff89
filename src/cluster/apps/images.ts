/** What an image's program listens on. */
interface KnownImage {
  readonly image: RegExp;
  readonly tcp?: readonly number[];
  readonly udp?: readonly number[];
}

/** Matches an image's name without registry and tag. */
const named = (names: string): RegExp => new RegExp(`(^|/)(${names})(:|@|$)`);

/** Images whose programs listen where they always do, whatever `containerPort` says. */
const SERVERS: readonly KnownImage[] = [
  { image: named('random-generator'), tcp: [8080] },
  { image: named('nginx|httpd|whoami|caddy|echo-server'), tcp: [80] },
  { image: named('nginx-unprivileged|tomcat|echoserver|hello-app'), tcp: [8080] },
  { image: named('coredns'), tcp: [53, 8080, 8181, 9153], udp: [53] },
  { image: named('http-echo'), tcp: [5678] },
  { image: named('podinfo'), tcp: [9898, 9999] },
  { image: named('redis|valkey'), tcp: [6379] },
  { image: named('postgres|postgresql'), tcp: [5432] },
  { image: named('mysql|mariadb'), tcp: [3306] },
  { image: named('mongo|mongodb'), tcp: [27017] },
  { image: named('memcached'), tcp: [11211] },
  { image: named('rabbitmq'), tcp: [5672] },
  { image: named('nats'), tcp: [4222] },
  { image: named('elasticsearch|opensearch'), tcp: [9200] },
  { image: named('grafana'), tcp: [3000] },
  { image: named('prometheus'), tcp: [9090] },
];

/** Images that bring tools and no server: they wait for somebody to use them. */
const TOOLS = named(
  'pause|busybox|curl|alpine|ubuntu|debian|fedora|bash|netshoot|dnsutils|jessie-dnsutils|network-multitool|toolbox',
);

/** Where an image's program listens; undefined when nobody knows and the Pod has to say. */
export function portsOfImage(
  image: string,
): { readonly TCP: readonly number[]; readonly UDP: readonly number[] } | undefined {
  if (TOOLS.test(image)) return { TCP: [], UDP: [] };
  const known = SERVERS.find((one) => one.image.test(image));
  return known && { TCP: known.tcp ?? [], UDP: known.udp ?? [] };
}

/** An image whose name says so cannot be pulled: `shop/no-such-image`, `web:does-not-exist`. */
const MISSING = /(^|[/:-])(no-such-[a-z-]+|does-not-exist|doesnotexist|nonexistent)($|[:@-])/;

const LOWER_CASE = /^[^:@]*[A-Z]/;

/** The image with the registry and tag that a container runtime fills in. */
function qualified(image: string): string {
  const [first = '', ...rest] = image.split('/');
  const hasRegistry = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = hasRegistry ? image : `docker.io/${rest.length > 0 ? image : `library/${image}`}`;
  return /[:@][^/]*$/.test(path) ? path : `${path}:latest`;
}

/** Why an image cannot be had; undefined for all but those whose names say so or are malformed. */
export function pullFault(image: string): { readonly reason: string; readonly message: string } | undefined {
  if (
    LOWER_CASE.test(image.slice(image.lastIndexOf('/') + 1)) ||
    LOWER_CASE.test(image.split('/').slice(1).join('/'))
  ) {
    const why = `couldn't parse image name "${image}": invalid reference format: repository name must be lowercase`;
    return { reason: 'InvalidImageName', message: `Failed to apply default image tag "${image}": ${why}` };
  }
  if (!MISSING.test(image)) return undefined;
  const whole = qualified(image);
  const why = `failed to resolve reference "${whole}": ${whole}: not found`;
  return {
    reason: 'ErrImagePull',
    message: `rpc error: code = NotFound desc = failed to pull and unpack image "${whole}": ${why}`,
  };
}
