/**
 * Hands for training: a style's way of composing on instruments, kits, tempi, grooves and rooms drawn
 * from everything the house has, varied far more than an artist's would be.
 */
import { createRandom, type Random } from '#lib/domain/random.ts';
import { between, happens } from './composition/chance.ts';
import { createHand, type Hand, type HandRole } from './composition/hand.ts';
import type { Production } from './composition/score.ts';
import type { StyleDefinition } from './composition/style.ts';
import { instrumentNames, instruments } from './instruments/instruments.ts';
import { kitNames, kits, varyKit } from './instruments/kits.ts';
import { varyPatch } from './instruments/vary-patch.ts';
import type { InsertDefinition } from './effects/inserts.ts';
import { styles } from './styles/styles.ts';

function anyInsert(random: Random): InsertDefinition {
	const all: readonly InsertDefinition[] = [
		{
			kind: 'drive',
			amount: random.uniform(),
			...(happens(random, 0.5) ? { cabinetHz: between(random, [2500, 6500]) } : {})
		},
		{
			kind: 'chorus',
			rateHz: between(random, [0.2, 3]),
			depth: random.uniform(),
			mix: random.uniform()
		},
		{
			kind: 'tremolo',
			rateHz: between(random, [2, 9]),
			depth: between(random, [0.2, 0.9]),
			stereo: random.uniform()
		},
		{
			kind: 'wah',
			lowHz: 350,
			highHz: 2400,
			sensitivity: 3,
			rateHz: happens(random, 0.5) ? between(random, [0.2, 4]) : 0
		},
		{ kind: 'crush', bits: 5 + random.integer(6), holdHz: between(random, [5000, 20_000]) },
		{
			kind: 'equaliser',
			bands: [
				{
					shape: 'peak',
					hz: 200 * Math.pow(2, 5 * random.uniform()),
					gainDb: 9 * random.normal(),
					q: between(random, [0.5, 3])
				}
			]
		}
	];
	return random.pick(all);
}

function wideRole(random: Random, handRole: HandRole): HandRole {
	const { role, play } = handRole;
	let { instrument } = handRole;
	if (play.kind === 'drums') {
		instrument = { kit: varyKit(kits[random.pick(kitNames)], random, 1.1) };
	} else if (play.kind !== 'texture' && happens(random, 0.65)) {
		const tonal = instrumentNames.filter((name) => instruments[name].kind !== 'noise');
		instrument = { patch: varyPatch(instruments[random.pick(tonal)], random, 1.1) };
	}
	const inserts = happens(random, 0.4)
		? [...handRole.inserts, anyInsert(random)]
		: handRole.inserts;
	return {
		...handRole,
		role: { ...role, reverb: Math.min(1, (role.reverb ?? 0.2) * Math.pow(2, random.normal())) },
		instrument,
		inserts,
		pan: Math.max(-1, Math.min(1, handRole.pan + 0.4 * random.normal())),
		levelDb: handRole.levelDb + 3.5 * random.normal()
	};
}

function wideProduction(random: Random, base: Production): Production {
	return {
		...base,
		reverbSeconds: 0.3 * Math.pow(2, 4.6 * random.uniform()),
		reverbSize: between(random, [0.3, 1.6]),
		reverbDamping: between(random, [0.1, 0.75]),
		reverbLevel: 0.05 * Math.pow(2, 4.2 * random.uniform()),
		echoLevel: 0.6 * random.uniform() ** 2,
		lowDb: 4.5 * random.normal(),
		midDb: 5 * random.normal(),
		highDb: 5 * random.normal(),
		lowPassHz: happens(random, 0.25) ? between(random, [2500, 9000]) : 20_000,
		saturation: 0.6 * random.uniform() ** 2,
		compression: random.uniform(),
		width: between(random, [0.1, 1.5]),
		wow: happens(random, 0.2) ? random.uniform() : 0
	};
}

export function createTrainingHand(style: StyleDefinition, seed: string): Hand {
	const random = createRandom(`wide ${seed}`);
	const base = createHand(style, seed);
	const other = createHand(random.pick(styles), `${seed} other`);
	// Half of the pieces borrow another style's drums, where the bar has the same number of beats.
	const mixes = happens(random, 0.5) && other.style.stepsPerBar === style.stepsPerBar;
	const isDrums = (handRole: HandRole): boolean => handRole.play.kind === 'drums';
	const cast = mixes
		? [...base.roles.filter((role) => !isDrums(role)), ...other.roles.filter(isDrums)]
		: base.roles;
	const kept = cast.filter((_, index) => index < 2 || happens(random, 0.85));
	const harmony = happens(random, 0.5) ? base.harmony : other.harmony;
	return {
		...base,
		tempo: Math.max(50, Math.min(180, base.tempo * Math.pow(2, 0.28 * random.normal()))),
		tonic: base.tonic + random.integer(9) - 4,
		swing: happens(random, 0.3) ? between(random, [0.5, 0.66]) : base.swing,
		harmony,
		progressionsA: harmony.a,
		progressionsB: harmony.b,
		roles: kept.map((role) => wideRole(random, role)),
		production: wideProduction(random, base.production)
	};
}
