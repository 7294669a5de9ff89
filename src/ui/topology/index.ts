export { Chart } from './chart.tsx';
export { crowdOn } from './packets/crowd.ts';
export { layoutOnStage, type PacketOnChart, packetsOnChart, type UnderPoint, whatIsAt } from './packets/stage.ts';
