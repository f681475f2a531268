import { ask } from '../api/client.js';
import { useLoaded } from '../api/use-loaded.js';
import { hrefs } from '../routes.js';
import { LoadedView } from '../ui/loaded-view.js';
import { Section } from '../ui/section.js';
import { bytes, moment } from '../words.js';

const SHOWN = 10;

export function KnownArchives({ purpose, modelId }: { purpose: 'score' | 'train'; modelId: string | null }) {
  const query = { limit: SHOWN };
  const archives = useLoaded('archives', (signal) => ask('GET /v1/archives', { query, signal }));
  return (
    <LoadedView loaded={archives} what="archives">
      {({ items }) =>
        items.length > 0 && (
          <Section id="known" title="Or use an existing archive">
            <ul class="cards">
              {items.map(({ id, name, sizeBytes, createdAt }) => (
                <li key={id} class="card between">
                  <a class="name" href={hrefs[purpose](id, modelId)}>
                    {name}
                  </a>
                  <span class="small">
                    {bytes(sizeBytes)} · {moment(createdAt)}
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        )
      }
    </LoadedView>
  );
}
