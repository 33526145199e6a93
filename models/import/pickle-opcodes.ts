/**
 * The instructions of pickle protocols 2 to 5 that a dictionary of data can be made of, and how
 * long each one's argument is. From CPython's `pickletools.py`, which documents every opcode.
 */

export const op = {
	mark: 0x28, // (
	stop: 0x2e, // .
	pop: 0x30, // 0
	popMark: 0x31, // 1
	dup: 0x32, // 2
	binFloat: 0x47, // G
	binInt: 0x4a, // J
	binInt1: 0x4b, // K
	binInt2: 0x4d, // M
	none: 0x4e, // N
	reduce: 0x52, // R
	binUnicode: 0x58, // X
	emptyList: 0x5d, // ]
	append: 0x61, // a
	build: 0x62, // b
	global: 0x63, // c
	dict: 0x64, // d
	appends: 0x65, // e
	get: 0x67, // g
	binGet: 0x68, // h
	longBinGet: 0x6a, // j
	list: 0x6c, // l
	put: 0x70, // p
	binPut: 0x71, // q
	longBinPut: 0x72, // r
	setItem: 0x73, // s
	tuple: 0x74, // t
	emptyTuple: 0x29, // )
	setItems: 0x75, // u
	emptyDict: 0x7d, // }
	proto: 0x80,
	tuple1: 0x85,
	tuple2: 0x86,
	tuple3: 0x87,
	newTrue: 0x88,
	newFalse: 0x89,
	long1: 0x8a,
	long4: 0x8b,
	binBytes: 0x42, // B
	shortBinBytes: 0x43, // C
	shortBinUnicode: 0x8c,
	binUnicode8: 0x8d,
	binBytes8: 0x8e,
	stackGlobal: 0x93,
	memoize: 0x94,
	frame: 0x95,
	byteArray8: 0x96
} as const;

/** How an argument lies behind its opcode: so many bytes; or a length and that many bytes; or lines of text. */
export type ArgumentLayout =
	| { readonly kind: 'fixed'; readonly sizeBytes: number }
	| { readonly kind: 'counted'; readonly lengthBytes: 1 | 4 | 8 }
	| { readonly kind: 'lines'; readonly count: number };

const layouts: (ArgumentLayout | undefined)[] = new Array<undefined>(256).fill(undefined);
for (const code of Object.values(op)) layouts[code] = { kind: 'fixed', sizeBytes: 0 };
for (const code of [op.proto, op.binInt1, op.binGet, op.binPut])
	layouts[code] = { kind: 'fixed', sizeBytes: 1 };
layouts[op.binInt2] = { kind: 'fixed', sizeBytes: 2 };
for (const code of [op.binInt, op.longBinGet, op.longBinPut])
	layouts[code] = { kind: 'fixed', sizeBytes: 4 };
for (const code of [op.binFloat, op.frame]) layouts[code] = { kind: 'fixed', sizeBytes: 8 };
for (const code of [op.long1, op.shortBinBytes, op.shortBinUnicode])
	layouts[code] = { kind: 'counted', lengthBytes: 1 };
for (const code of [op.long4, op.binBytes, op.binUnicode])
	layouts[code] = { kind: 'counted', lengthBytes: 4 };
for (const code of [op.binUnicode8, op.binBytes8, op.byteArray8])
	layouts[code] = { kind: 'counted', lengthBytes: 8 };
for (const code of [op.get, op.put]) layouts[code] = { kind: 'lines', count: 1 };
layouts[op.global] = { kind: 'lines', count: 2 };

/** @returns undefined for an instruction that is not taken */
export function argumentLayout(opcode: number): ArgumentLayout | undefined {
	return layouts[opcode];
}

/** Instructions that make or call what is no data: what to say of each. */
export const refusedOpcodes: ReadonlyMap<number, string> = new Map([
	[0x81, 'makes an object of a class'],
	[0x92, 'makes an object of a class'],
	[0x69, 'makes an object of a class'],
	[0x6f, 'makes an object of a class'],
	[0x50, 'refers to something outside the file'],
	[0x51, 'refers to something outside the file'],
	[0x82, 'names something by a registered number'],
	[0x83, 'names something by a registered number'],
	[0x84, 'names something by a registered number'],
	[0x97, 'keeps its arrays outside the file'],
	[0x98, 'keeps its arrays outside the file'],
	[0x54, 'holds a text of Python 2'],
	[0x55, 'holds a text of Python 2'],
	[0x53, 'holds a text of Python 2'],
	[0x8f, 'holds a set'],
	[0x90, 'holds a set'],
	[0x91, 'holds a set']
]);
