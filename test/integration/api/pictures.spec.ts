import { expect, it } from 'vitest';
import { problemOf, startReadyApi } from '../../support/api.js';
import { modelCardOf } from '../../support/records.js';
import { describeWithRedis } from '../../support/services.js';

describeWithRedis("a model's card and pictures", (redisUrl) => {
  it('are served as Markdown, SVG and PNG, with an error for a picture without data', async () => {
    await using api = await startReadyApi(redisUrl);
    const card = modelCardOf();
    await api.platform.models.save(card);

    const page = await api.call('GET', `/v1/models/${card.id}/card.md`);
    expect(page.headers.get('content-type')).toMatch(/^text\/markdown/);
    expect(await page.text()).toContain(`# ${card.name}`);

    const svg = await api.call('GET', `/v1/models/${card.id}/pictures/confusion.svg?theme=dark`);
    expect(svg.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(await svg.text()).toContain('calm');

    const png = await api.call('GET', `/v1/models/${card.id}/pictures/classes.png`);
    expect(png.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await png.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');

    const nothing = await problemOf(await api.call('GET', `/v1/models/${card.id}/pictures/reliability.svg`));
    expect(nothing).toMatchObject({ status: 404, code: 'request.not_found' });
    const unknown = await problemOf(await api.call('GET', `/v1/models/${card.id}/pictures/portrait.svg`));
    expect(unknown).toMatchObject({ status: 400, code: 'request.invalid' });
  });
});
