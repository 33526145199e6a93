/** Productions that several styles share; a style spreads one and says what differs. */
import type { ProductionRanges } from '../composition/style.ts';

export const clubRoom: ProductionRanges = {
	reverbSeconds: [0.9, 2.6],
	reverbSize: [0.5, 1],
	reverbDamping: [0.2, 0.5],
	reverbLevel: [0.15, 0.35],
	echoBeats: [0.75, 0.5, 1.5],
	echoFeedback: [0.25, 0.55],
	echoLevel: [0.2, 0.45],
	echoToneHz: [2000, 6000],
	lowDb: [0, 3],
	highDb: [-1, 2.5],
	saturation: [0.05, 0.25],
	compression: [0.3, 0.7],
	width: [0.9, 1.3]
};

export const liveRoom: ProductionRanges = {
	reverbSeconds: [0.5, 1.3],
	reverbSize: [0.35, 0.7],
	reverbDamping: [0.3, 0.6],
	reverbLevel: [0.15, 0.35],
	echoBeats: [0.25, 0.5],
	echoFeedback: [0.1, 0.3],
	echoLevel: [0.05, 0.2],
	echoToneHz: [1800, 4500],
	lowDb: [-1.5, 1.5],
	highDb: [-2, 2],
	saturation: [0, 0.15],
	compression: [0.1, 0.45],
	width: [0.7, 1.15]
};

export const concertHall: ProductionRanges = {
	reverbSeconds: [1.6, 3],
	reverbSize: [0.8, 1.2],
	reverbDamping: [0.3, 0.55],
	reverbLevel: [0.3, 0.6],
	echoBeats: [1],
	echoFeedback: [0.1, 0.2],
	echoLevel: [0, 0.05],
	echoToneHz: [2000, 4000],
	lowDb: [-1, 1.5],
	highDb: [-2, 1.5],
	saturation: [0, 0.05],
	compression: [0, 0.2],
	width: [0.9, 1.25]
};

export const vastSpace: ProductionRanges = {
	...concertHall,
	reverbSeconds: [4, 9],
	reverbSize: [1.1, 1.6],
	reverbLevel: [0.5, 0.9],
	echoBeats: [1, 1.5, 0.75],
	echoFeedback: [0.4, 0.7],
	echoLevel: [0.15, 0.45],
	width: [1.1, 1.45]
};
