import { ALL_ROUTES, SerenadeError } from '#libs/contracts';

/**
 * Returns the error of a request whose path has routes for other methods only; null if the path has none. A `PUT` to
 * a route that takes a file, or to a name below it (as `curl -T` sends it), is told how to send the file.
 */
export function wrongMethod(method: string, path: string): SerenadeError | null {
  const place = path.replace(/\/+$/, '');
  const routes = routesAt(place);
  const uploads = method === 'PUT' ? [...routes, ...routesAt(place.replace(/\/[^/]*$/, ''))] : [];
  const upload = uploads.find(({ verb, hint }) => verb === 'POST' && hint !== null);
  if (upload === undefined && routes.length === 0) return null;
  const allow = upload === undefined ? routes.map(({ verb }) => verb).join(', ') : 'POST';
  const advice =
    upload === undefined ? `Send one of ${allow}.` : `Send POST ${upload.template}. ${upload.hint}`;
  return new SerenadeError('request.method_not_allowed', `${place} does not support ${method}. ${advice}`, {
    allow,
  });
}

interface Place {
  readonly verb: string;
  readonly template: string;
  /** How to send the file that the route takes as its body; null if it takes none. */
  readonly hint: string | null;
}

const PLACES = [...ALL_ROUTES].map(([name, route]): Place & { readonly pattern: RegExp } => {
  const [verb = '', template = ''] = name.split(' ');
  const pattern = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`);
  const hint = 'body' in route && 'hint' in route.body ? route.body.hint : null;
  return { verb, template, hint, pattern };
});

function routesAt(path: string): readonly Place[] {
  return PLACES.filter(({ pattern }) => pattern.test(path));
}
