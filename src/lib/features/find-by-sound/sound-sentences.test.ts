import { describe, expect, it } from 'vitest';
import { fileSentences, matchWord, originTitle, troubleSentence } from './sound-sentences.ts';

describe('what is said of a file', () => {
	it('names how much of a long one was listened to', () => {
		expect(fileSentences({ notes: ['sampled'], sliceCount: 240, durationSeconds: 36_000 })).toEqual(
			['Listened to 240 excerpts of 10 hours.']
		);
		expect(fileSentences({ notes: ['sampled'], sliceCount: 240, durationSeconds: 1500 })).toEqual([
			'Listened to 240 excerpts of 25 minutes.'
		]);
	});

	it('is nothing where there is nothing to say', () => {
		expect(fileSentences({ notes: [], sliceCount: 48, durationSeconds: 240 })).toEqual([]);
	});

	it.each([
		['Ödeland – Nachts.mp3', 'Sounds like Ödeland – Nachts'],
		['No. 5', 'Sounds like No. 5'],
		['.wav', 'Sounds like .wav']
	])('%s: %s', (name, title) => {
		expect(originTitle({ kind: 'file', name })).toBe(title);
	});
});

describe('a trouble', () => {
	it('of a capture has a sentence of its own for each source', () => {
		const sentence = (source: 'microphone' | 'tab'): string =>
			troubleSentence({ kind: 'capture', source, fault: 'refused' });
		expect(sentence('microphone')).toContain('microphone');
		expect(sentence('tab')).toContain('tab');
	});

	it('that came too early says what ended it', () => {
		const sentence = troubleSentence({ kind: 'heard-too-little', end: 'device-gone' });
		expect(sentence).toMatch(/^The microphone was disconnected\. That was too short/);
	});
});

it('closer matches have other words', () => {
	const words = [0.9, 0.75, 0.6, 0.4, 0.1].map(matchWord);
	expect(new Set(words).size).toBe(words.length);
});
