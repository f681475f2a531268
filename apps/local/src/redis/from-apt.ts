import { findProgram, findReason, runCommand } from '../run-command.js';
import { fromBinary } from './from-binary.js';
import { APT_COMMAND, notInstalled } from './not-installed.js';
import type { RedisRequest, RedisWay } from './redis-service.js';

/**
 * Installs the program but leaves its service off. Debian starts a service on installation unless policy-rc.d forbids it
 * (invoke-rc.d(8)), so the script creates a policy-rc.d for the time of the installation. Then it disables the service.
 */
const INSTALL = `
set -e
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT INT TERM
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod 755 "$policy"
fi
apt-get -q -o Acquire::Retries=2 update
apt-get -q -y -o DPkg::Lock::Timeout=120 install --no-install-recommends redis-server
if command -v systemctl >/dev/null 2>&1; then systemctl disable redis-server >/dev/null 2>&1 || true; fi
`;

type Installing = Pick<RedisRequest, 'tell' | 'signal' | 'agree'>;

/**
 * Installs Debian's or Ubuntu's redis-server if the user agrees. Returns false if it could not be installed, for example
 * because sudo would need a password.
 *
 * @throws LocalError if the user does not agree
 */
export async function installWithApt({ tell, signal, agree }: Installing): Promise<boolean> {
  if ((await findProgram('apt-get')) === null) return false;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot && !(await runCommand('sudo', ['-n', 'true'], { timeoutMs: 10_000 })).ok) return false;
  const shown = isRoot ? APT_COMMAND : `sudo ${APT_COMMAND}`;
  if (!(await agree(shown))) throw notInstalled(shown);

  tell('Installing redis-server with apt; its service stays off.');
  const command = ['sh', '-c', INSTALL];
  const [program = 'sh', ...args] = isRoot ? command : ['sudo', '-n', ...command];
  const { ok, output } = await runCommand(program, args, { signal });
  signal.throwIfAborted();
  if (!ok) tell(`apt could not install Redis: ${findReason(output)}`);
  return ok;
}

export const fromApt: RedisWay = async (request) =>
  (await installWithApt(request)) ? fromBinary(request) : null;
