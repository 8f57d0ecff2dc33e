import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytes, bytesOf, rate } from './bytes.ts';
import { clock, exactMoment, moment, nearMoment } from './date.ts';
import { about, age, duration, roughly } from './duration.ts';
import { capital, count, countOf, listOf, percent, wordsOf } from './number.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [312, '312 B'],
    [8_200, '8 kB'],
    [214_000, '214 kB'],
    [3_100_000, '3.1 MB'],
    [46_200_000, '46.2 MB'],
    [623_000_000, '623 MB'],
    [999_600_000, '1.00 GB'],
    [1_310_000_000, '1.31 GB'],
    [41_800_000_000, '41.8 GB'],
    [158_000_000_000, '158 GB'],
  ])('%d is written %s', (value, text) => expect(plain(bytes(value))).toBe(text));

  it('never needs more than three figures, whatever the size', () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (value) => {
        expect(bytes(value).replaceAll(/\D/g, '').length).toBeLessThanOrEqual(4);
        expect(bytes(value)).toMatch(/^\d{1,3}(\.\d{1,2})?\u00a0(B|kB|MB|GB|TB|PB)$|^\d+(\.\d+)?\u00a0PB$/);
      }),
    );
  });

  it('writes a part in the unit of the whole', () => {
    expect(plain(bytesOf(1_250_000_000, 1_840_000_000))).toBe('1.25 of 1.84 GB');
    expect(plain(bytesOf(0, 46_200_000))).toBe('0.0 of 46.2 MB');
    expect(plain(rate(37_000_000))).toBe('37 MB/s');
  });
});

describe('duration', () => {
  it.each([
    [0, '0 ms'],
    [412, '412 ms'],
    [999.6, '1 s'],
    [3_100, '3.1 s'],
    [37_200, '37 s'],
    [59_700, '1 min'],
    [157_000, '2 min 37 s'],
    [3_599_800, '1 h 0 min'],
    [8_040_000, '2 h 14 min'],
    [3_600_000, '1 h 0 min'],
    [90_000_000, '1 day 1 h'],
    [260_000_000, '3 days'],
  ])('%d ms is %s', (ms, text) => expect(plain(duration(ms))).toBe(text));

  it('never carries 60 of a smaller unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e10, noNaN: true }), (ms) => {
        expect(plain(duration(ms))).not.toMatch(/\b60 (s|min)\b|\b24 h\b|\b1000 ms\b/);
      }),
    );
  });

  it('tells an age in minutes below an hour', () => {
    expect(plain(age(20_000))).toBe('under a minute');
    expect(plain(age(2_570_000))).toBe('42 min');
    expect(plain(age(8_040_000))).toBe('2 h 14 min');
    expect(plain(about(400))).toBe('under a second');
    expect(plain(about(37_000))).toBe('about 37 s');
  });

  it('rounds estimates to what they are worth', () => {
    expect(plain(roughly(400))).toBe('under a second');
    expect(plain(roughly(62_300))).toBe('1 min 2 s');
    expect(plain(roughly(203_000))).toBe('3 min 25 s');
    expect(plain(roughly(754_000))).toBe('13 min');
  });
});

describe('dates', () => {
  const at = '2026-11-24T11:01:52.318Z';
  it('are written with day, month in words, 24 hours and zone', () => {
    expect(plain(moment(at))).toMatch(/^\w{3} \d{1,2} \w{3,4} 2026, \d{2}:\d{2} [\w+:-]+$/);
    expect(plain(exactMoment(at))).toMatch(/, \d{2}:\d{2}:52 /);
    expect(clock(at)).toMatch(/^\d{2}:\d{2}:52$/);
  });

  it('call today today and yesterday yesterday', () => {
    const now = new Date(2026, 10, 24, 14, 16);
    expect(nearMoment(new Date(2026, 10, 24, 0, 1), now)).toBe('today, 00:01');
    expect(nearMoment(new Date(2026, 10, 23, 23, 59), now)).toBe('yesterday, 23:59');
    expect(plain(nearMoment(new Date(2026, 10, 20, 8, 0), now))).toBe('Fri 20 Nov, 08:00');
  });
});

describe('numbers in sentences', () => {
  it('are words up to twelve and figures above', () => {
    expect(wordsOf(9, 'writer')).toBe('nine writers');
    expect(wordsOf(1, 'writer')).toBe('one writer');
    expect(wordsOf(0, 'writer')).toBe('no writer');
    expect(plain(wordsOf(23, 'writer'))).toBe('23 writers');
    expect(capital(wordsOf(3, 'service'))).toBe('Three services');
    expect(plain(countOf(23_107, 'file'))).toBe('23,107 files');
    expect(count(418_207)).toBe('418,207');
    expect(listOf(['a', 'b', 'c'])).toBe('a, b and c');
    expect(plain(percent(0.0026))).toBe('0.26 %');
  });
});
