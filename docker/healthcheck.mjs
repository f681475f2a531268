// The HEALTHCHECK of the three images. Node sends the request, because a slim image has neither curl nor wget.
const port = process.env.HEALTH_PORT ?? process.env.PORT;
const response = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(3_000) });
process.exitCode = response.ok ? 0 : 1;
