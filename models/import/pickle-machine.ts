/**
 * The stack machine that a pickle is a program for: one instruction at a time.
 *
 * The dictionary that the file is about is never built. It is the one that is made first, on the
 * empty stack; what would be put into it goes to the visitor. (An entry is therefore handed out
 * when it is set; Python's pickler never changes one after that, unless it contains itself.)
 */
import type { Result } from '#lib/contracts/failure.ts';
import { op } from './pickle-opcodes.ts';
import { PickleProblem, type PickleReader } from './pickle-reader.ts';
import {
	applyState,
	BrokenText,
	construct,
	Constructor,
	constructorNamed,
	describeValue,
	PickleDictionary,
	PickleList,
	PickleTuple,
	type PickleValue
} from './pickle-values.ts';

/** Python sets a thousand entries at a time; this leaves room for a dictionary that is set as one. */
const mostOnStack = 1 << 25;

const longestWholeNumberBytes = 1024;

type Step = 'go-on' | 'finished' | Extract<Result<void>, { ok: false }>;

export class PickleMachine {
	entryCount = 0;
	readonly #reader: PickleReader;
	readonly #remembered: ReadonlySet<number>;
	readonly #onEntry: (key: PickleValue, value: PickleValue) => Result<void>;
	readonly #memo = new Map<number, PickleValue>();
	readonly #stack: PickleValue[] = [];
	/** The heights of the stack at which marks lie. */
	readonly #marks: number[] = [];
	#root: PickleDictionary | null = null;
	#memoizedCount = 0;
	#hasPuts = false;

	constructor(
		reader: PickleReader,
		remembered: ReadonlySet<number>,
		onEntry: (key: PickleValue, value: PickleValue) => Result<void>
	) {
		this.#reader = reader;
		this.#remembered = remembered;
		this.#onEntry = onEntry;
	}

	/** Carries out the instruction that the reader has read. Throws `PickleProblem`. */
	step(): Step {
		const reader = this.#reader;
		const { bytes, argumentStart: start, argumentEnd: end } = reader;
		switch (reader.opcode) {
			case op.proto:
			case op.frame:
				break;
			case op.mark:
				this.#marks.push(this.#stack.length);
				this.#checkHeight(this.#marks.length);
				break;
			case op.pop:
				if (this.#marks.at(-1) === this.#stack.length) this.#marks.pop();
				else this.#pop();
				break;
			case op.popMark:
				this.#popToMark();
				break;
			case op.dup:
				this.#push(this.#top());
				break;
			case op.none:
				this.#push(null);
				break;
			case op.newTrue:
				this.#push(true);
				break;
			case op.newFalse:
				this.#push(false);
				break;
			case op.binInt:
				this.#push(bytes.readInt32LE(start));
				break;
			case op.binInt1:
				this.#push(bytes[start] as number);
				break;
			case op.binInt2:
				this.#push(bytes.readUInt16LE(start));
				break;
			case op.long1:
			case op.long4:
				if (end - start > longestWholeNumberBytes) throw this.#nonsense();
				this.#push(readLong(bytes.subarray(start, end)));
				break;
			case op.binFloat:
				this.#push(bytes.readDoubleBE(start));
				break;
			case op.shortBinUnicode:
			case op.binUnicode:
			case op.binUnicode8:
				this.#push(readText(bytes, start, end));
				break;
			case op.shortBinBytes:
			case op.binBytes:
			case op.binBytes8:
			case op.byteArray8:
				// A copy: the window's bytes are written over as it slides on.
				this.#push(new Uint8Array(bytes.subarray(start, end)));
				break;
			case op.emptyTuple:
				this.#push(new PickleTuple([]));
				break;
			case op.tuple1:
				this.#push(new PickleTuple(this.#popMany(1)));
				break;
			case op.tuple2:
				this.#push(new PickleTuple(this.#popMany(2)));
				break;
			case op.tuple3:
				this.#push(new PickleTuple(this.#popMany(3)));
				break;
			case op.tuple:
				this.#push(new PickleTuple(this.#popToMark()));
				break;
			case op.emptyList:
				this.#push(new PickleList());
				break;
			case op.list:
				this.#pushList(this.#popToMark());
				break;
			case op.append:
				return this.#extendList(this.#popMany(1));
			case op.appends:
				return this.#extendList(this.#popToMark());
			case op.emptyDict:
				this.#pushDictionary();
				break;
			case op.dict: {
				const items = this.#popToMark();
				this.#pushDictionary();
				return this.#setItems(items);
			}
			case op.setItem:
				return this.#setItems(this.#popMany(2));
			case op.setItems:
				return this.#setItems(this.#popToMark());
			case op.global: {
				const [module, name] = bytes.toString('utf8', start, end - 1).split('\n');
				this.#pushGlobal(module ?? '', name ?? '');
				break;
			}
			case op.stackGlobal: {
				const [module, name] = this.#popMany(2);
				if (typeof module !== 'string' || typeof name !== 'string') throw this.#nonsense();
				this.#pushGlobal(module, name);
				break;
			}
			case op.reduce:
				this.#reduce();
				break;
			case op.build: {
				const state = this.#pop();
				if (!applyState(this.#top(), state)) throw this.#nonsense();
				break;
			}
			case op.memoize:
				if (this.#hasPuts) throw this.#nonsense();
				this.#remember(this.#memoizedCount++);
				break;
			case op.put:
			case op.binPut:
			case op.longBinPut:
				// Mixed with these, the places that `memoize` numbers by itself would be a guess.
				if (this.#memoizedCount > 0) throw this.#nonsense();
				this.#hasPuts = true;
				this.#remember(reader.memoIndex());
				break;
			case op.get:
			case op.binGet:
			case op.longBinGet: {
				const value = this.#memo.get(reader.memoIndex());
				if (value === undefined) throw this.#nonsense();
				this.#push(value);
				break;
			}
			case op.stop:
				return this.#finish();
		}
		return 'go-on';
	}

	#push(value: PickleValue): void {
		this.#stack.push(value);
		this.#checkHeight(this.#stack.length);
	}

	#checkHeight(height: number): void {
		if (height > mostOnStack)
			throw new PickleProblem('is not a dictionary of tracks: it never comes to its entries');
	}

	/** The height below which an instruction may not reach. */
	get #floor(): number {
		return this.#marks.at(-1) ?? 0;
	}

	#top(): PickleValue {
		const value = this.#stack.length > this.#floor ? this.#stack.at(-1) : undefined;
		if (value === undefined) throw this.#nonsense();
		return value;
	}

	#pop(): PickleValue {
		const value = this.#top();
		this.#stack.pop();
		return value;
	}

	#popMany(count: number): PickleValue[] {
		if (this.#stack.length - this.#floor < count) throw this.#nonsense();
		return this.#stack.splice(this.#stack.length - count, count);
	}

	#popToMark(): PickleValue[] {
		const height = this.#marks.pop();
		if (height === undefined) throw this.#nonsense();
		return this.#stack.splice(height);
	}

	#pushList(items: readonly PickleValue[]): void {
		this.#push(new PickleList());
		this.#extendList(items);
	}

	#extendList(items: readonly PickleValue[]): Step {
		const list = this.#top();
		if (!(list instanceof PickleList)) throw this.#nonsense();
		for (const item of items) list.items.push(item);
		return 'go-on';
	}

	#pushDictionary(): void {
		const dictionary = new PickleDictionary();
		if (this.#root === null && this.#stack.length === 0 && this.#marks.length === 0)
			this.#root = dictionary;
		this.#push(dictionary);
	}

	#setItems(items: readonly PickleValue[]): Step {
		const dictionary = this.#top();
		if (!(dictionary instanceof PickleDictionary) || items.length % 2 !== 0) throw this.#nonsense();
		for (let i = 0; i < items.length; i += 2) {
			const key = items[i] as PickleValue;
			const value = items[i + 1] as PickleValue;
			if (dictionary === this.#root) {
				this.entryCount++;
				const taken = this.#onEntry(key, value);
				if (!taken.ok) return taken;
			} else {
				dictionary.entries.push([key, value]);
			}
		}
		return 'go-on';
	}

	#pushGlobal(module: string, name: string): void {
		const qualifiedName = `${module}.${name}`;
		const constructor = constructorNamed(qualifiedName);
		if (constructor === undefined) {
			throw new PickleProblem(
				`names ${qualifiedName}, which is refused (byte ${this.#reader.position})`
			);
		}
		this.#push(constructor);
	}

	#reduce(): void {
		const [callee, args] = this.#popMany(2);
		if (!(callee instanceof Constructor && args instanceof PickleTuple)) throw this.#nonsense();
		const made = construct(callee.kind, args.items);
		if (made === undefined) throw this.#nonsense();
		this.#push(made);
	}

	#remember(index: number): void {
		const value = this.#top();
		if (this.#remembered.has(index)) this.#memo.set(index, value);
	}

	#finish(): Step {
		const value = this.#pop();
		if (value === this.#root) return 'finished';
		throw new PickleProblem(`holds ${describeValue(value)}, expected a dictionary`);
	}

	#nonsense(): PickleProblem {
		return new PickleProblem(`is not a valid pickle (before byte ${this.#reader.position})`);
	}
}

/** Node replaces bytes that are not UTF-8 by U+FFFD; only where there is one is a second look needed. */
function readText(bytes: Buffer, start: number, end: number): string | BrokenText {
	const text = bytes.toString('utf8', start, end);
	if (!text.includes('\uFFFD')) return text;
	const isIntact = Buffer.from(text, 'utf8').equals(bytes.subarray(start, end));
	return isIntact ? text : new BrokenText(new Uint8Array(bytes.subarray(start, end)));
}

/** A whole number in two's complement, the lowest byte first, of any length. */
function readLong(bytes: Uint8Array): number | bigint {
	if (bytes.length === 0) return 0;
	const digits = Buffer.from(bytes).reverse().toString('hex');
	const value = BigInt.asIntN(8 * bytes.length, BigInt(`0x${digits}`));
	return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
		? Number(value)
		: value;
}
