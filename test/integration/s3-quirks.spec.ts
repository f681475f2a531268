import { describe, expect, it } from 'vitest';
import type { SerenadeError } from '#libs/contracts';
import { openStore, type ObjectStore } from '#libs/storage';
import { QUIRKS, QuirkyS3, type QuirkName } from '../support/quirky-s3.js';
import { describeWithS3, uniqueName, type S3Access } from '../support/services.js';

const openIn = (access: S3Access, bucket = uniqueName()): ObjectStore =>
  openStore({ kind: 's3', region: 'us-east-1', forcePathStyle: true, bucket, ...access });

/** The quirks with which Serenade must not start, and what it says about them. */
const UNSUITABLE: Partial<Record<QuirkName, RegExp>> = {
  'refuses conditional PUT with 501': /501 NotImplemented.*AWS S3 or MinIO/,
  'refuses conditional PUT with 400': /400 InvalidArgument/,
  'ignores the condition of a PUT': /ignores it/,
};

/** The quirks that leave something to tell the operator. */
const NOTED: Partial<Record<QuirkName, RegExp>> = {
  'has no multi-object delete (501)': /several objects in one request/,
  'has no multi-object delete (405, no XML)': /several objects in one request/,
  'reports a multi-object delete that it does not do': /several objects in one request/,
  'deletes nothing (403)': /deletes no objects.*403 AccessDenied/,
  'ignores Range': /ignores Range/,
  'ignores If-Match': /ignores If-Match/,
  'refuses If-Match with 501': /ignores If-Match/,
};

const names = (is: (name: QuirkName) => boolean) => (Object.keys(QUIRKS) as QuirkName[]).filter(is);
const DELETES_NOTHING = 'deletes nothing (403)';

describeWithS3('a store that', (access) => {
  it.each(names((name) => name in UNSUITABLE))('%s is refused', async (name) => {
    await using proxy = await QuirkyS3.start(access, QUIRKS[name]);
    const store = openIn(proxy.access);
    const error = await store.probe().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'store.unsuitable', retryable: false });
    expect((error as SerenadeError).message).toMatch(UNSUITABLE[name]!);
    await expect(store.putIfAbsent('key', 'x')).rejects.toMatchObject({ code: 'store.unsuitable' });
    await store.close();
  });

  describe.each(names((name) => !(name in UNSUITABLE)))('%s', (name) => {
    it('is used, with a note if something is slower or missing', async () => {
      await using proxy = await QuirkyS3.start(access, QUIRKS[name]);
      const store = openIn(proxy.access);
      const notes = await store.probe();
      const wanted = NOTED[name];
      if (wanted === undefined) expect(notes).toEqual([]);
      else expect(notes.join(' ')).toMatch(wanted);
      await store.close();
    });

    it.skipIf(name === DELETES_NOTHING)('lists, reads and deletes every object', async () => {
      await using proxy = await QuirkyS3.start(access, QUIRKS[name]);
      const store = openIn(proxy.access);
      await store.probe();
      const keys = Array.from({ length: 7 }, (_, n) => `many/${n}`);
      for (const key of keys) await store.put(key, `bytes of ${key}`);
      const listed: string[] = [];
      const etags: string[] = [];
      for await (const { key, etag } of store.list('many/', { pageSize: 3 })) {
        listed.push(key);
        etags.push(etag);
      }
      expect(listed).toEqual(keys);
      const later: string[] = [];
      for await (const { key } of store.list('many/', { pageSize: 2, startAfter: 'many/3' })) later.push(key);
      expect(later).toEqual(keys.slice(4));
      expect(Buffer.from(await store.getRange('many/1', 6, 8, etags[1])).toString()).toBe('of');
      const streamed = await (await store.stream('many/2', { start: 9, end: 13 })).toArray();
      expect(Buffer.concat(streamed as Buffer[]).toString()).toBe('many');
      await store.put('many/1', 'other bytes');
      await expect(store.getRange('many/1', 0, 3, etags[1])).rejects.toMatchObject({
        code: 'archive.changed',
      });
      expect(await store.putIfAbsent('many/1', 'third')).toBe(false);
      expect(await store.deletePrefix('many/')).toBe(7);
      expect(await store.find('many/0')).toBeNull();
      await store.delete('many/0');
      expect(await store.deletePrefix('many/')).toBe(0);
      await store.close();
    });
  });

  it('deletes nothing reports every deletion as failed', async () => {
    await using proxy = await QuirkyS3.start(access, QUIRKS[DELETES_NOTHING]);
    const store = openIn(proxy.access);
    await store.probe();
    await store.put('kept/1', 'x');
    await store.put('kept/2', 'x');
    await expect(store.delete('kept/1')).rejects.toMatchObject({ code: 'store.unavailable' });
    await expect(store.deletePrefix('kept/')).rejects.toMatchObject({ code: 'store.unavailable' });
    await store.close();
  });

  it('is unreachable at first is examined once it answers', async () => {
    const away = { answer: () => ({ status: 503, body: '' }) };
    await using proxy = await QuirkyS3.start(access, away);
    const store = openIn(proxy.access);
    await expect(store.probe()).rejects.toMatchObject({ code: 'store.unavailable' });
    proxy.quirk = {};
    expect(await store.probe()).toEqual([]);
    await store.close();
  });

  it('does what it should leaves no probe behind and is examined once', async () => {
    await using proxy = await QuirkyS3.start(access, {});
    const store = openIn(proxy.access);
    await store.probe();
    const requests = proxy.requests.length;
    await store.probe();
    expect(proxy.requests.length).toBe(requests + 1);
    const left: string[] = [];
    for await (const { key } of store.list('')) left.push(key);
    expect(left).toEqual([]);
    await store.close();
  });
});
