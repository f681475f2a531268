import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { archiveView } from '#libs/contracts';
import { craftedZip } from '../../../libs/archive/src/testing/crafted-zip.js';
import { encodeName } from '../../../libs/archive/src/testing/legacy-names.js';
import { startReadyApi } from '../../support/api.js';
import { describeWithRedis } from '../../support/services.js';
import { voicedWav } from '../../support/wav.js';

const names = ['表情/怒り_01.wav', 'ソース/予.wav', 'notes.txt', '__MACOSX/._a.wav', 'empty/'];
const zip = craftedZip(
  names.map((name) => ({ name: encodeName(name, 'shift-jis'), bytes: voicedWav(120, 0.1) })),
);

describeWithRedis('the contents of an archive', (redisUrl) => {
  const upload = async (body: Buffer, query = '') => {
    await using api = await startReadyApi(redisUrl);
    const sent = await api.call('POST', `/v1/archives${query}`, body);
    const answer = (await sent.json()) as Record<string, unknown>;
    if (sent.status !== 201) return { status: sent.status, answer };
    const view = archiveView.parse(answer);
    const again = await api.call('GET', `/v1/archives/${view.id}`);
    expect(await again.json()).toEqual(answer);
    return { status: sent.status, answer };
  };

  it('are its clips and the other entries with their reasons', async () => {
    expect((await upload(zip)).answer).toMatchObject({
      nameEncoding: { encoding: 'shift-jis', isGuess: true },
      contents: {
        clips: 2,
        ignored: 3,
        ignoredByReason: { other_extension: 1, macos_metadata: 1, folder: 1 },
        ignoredEntries: [
          { name: 'notes.txt', reason: 'other_extension' },
          { name: '__MACOSX/._a.wav', reason: 'macos_metadata' },
          { name: 'empty/', reason: 'folder' },
        ],
      },
    });
  });

  it('keep their clips if the client states another encoding', async () => {
    expect((await upload(zip, '?nameEncoding=cp437')).answer).toMatchObject({
      nameEncoding: { encoding: 'cp437', isGuess: false },
      contents: { clips: 2 },
    });
  });

  it('are refused if all clips are encrypted', async () => {
    const { status, answer } = await upload(
      craftedZip([{ name: 'a.wav', bytes: voicedWav(120, 0.1), flags: 1 }]),
    );
    expect(status).toBe(422);
    expect(answer).toMatchObject({
      code: 'archive.unsupported',
      detail: expect.stringMatching(/encrypted.*without/) as string,
    });
  });

  it.each([
    ['a gzip of one clip', gzipSync(voicedWav(120, 0.5)), /gzip file that contains a single recording.*zip/],
    ['a 7z archive', Buffer.from('377abcaf271c0004', 'hex'), /7z archive.*Unpack it/],
    ['a web page', Buffer.from('<!DOCTYPE html><title>Sign in</title>'), /web page/],
  ])('are explained for %s', async (_, body, detail) => {
    const { status, answer } = await upload(body);
    expect(status).toBe(415);
    expect(answer).toMatchObject({
      code: 'archive.not_zip',
      detail: expect.stringMatching(detail) as string,
    });
  });
});
