import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/**
 * Registers headers that restrict what a browser does with a response. The dashboard loads everything from its own origin,
 * without inline scripts or styles. CORS is off, so pages of other origins cannot read responses.
 */
export async function registerSecurityHeaders(fastify: FastifyInstance): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'media-src': ["'self'", 'blob:'],
        'connect-src': ["'self'"],
        'manifest-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    // Only this origin may read responses.
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    void reply.header('permissions-policy', PERMISSIONS);
    done();
  });
}

/** The dashboard can record a clip on request, so it may use the microphone. The other features are off. */
const PERMISSIONS = 'microphone=(self), camera=(), geolocation=(), display-capture=(), payment=(), usb=()';
