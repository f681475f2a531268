import { useEffect, useState } from 'preact/hooks';
import { fetchFrom } from '../api/client.js';
import { useLoaded } from '../api/use-loaded.js';
import { LoadedView } from './loaded-view.js';

/** Shows a picture that the API draws. The page fetches it, because an image element cannot send the API key. */
export function Picture({ path, alt }: { path: string; alt: string }) {
  const picture = useLoaded(path, async (signal) => (await fetchFrom(path, { signal })).blob());
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (picture.data === null) return;
    const made = URL.createObjectURL(picture.data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture.data]);
  return (
    <LoadedView loaded={picture} what="the picture">
      {() => url !== null && <img class="picture" src={url} alt={alt} />}
    </LoadedView>
  );
}
