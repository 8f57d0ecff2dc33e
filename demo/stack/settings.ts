import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../clone.ts';
import type { Place } from './place.ts';

export type Settings = Place & { version: string; registry: string; owner: string; dockerHost: string };

/**
 * Writes the installation's folder as an administrator has it: docker-compose.yml and .env (0600, it holds a salt that
 * stays the same).
 */
export function writeInstallation(folder: string, settings: Settings): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(path.join(root, 'demo/stack/docker-compose.yml'), path.join(folder, 'docker-compose.yml'));
  const file = path.join(folder, '.env');
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const salt = /^CYBUS_SALT=(\w+)$/m.exec(before)?.[1] ?? randomBytes(16).toString('hex');
  writeFileSync(file, envText(settings, salt), { mode: 0o600 });
}

export function envText(settings: Settings, salt: string): string {
  const values = {
    COMPOSE_PROJECT_NAME: settings.project,
    CYBUS_VERSION: settings.version,
    CYBUS_REGISTRY: settings.registry,
    CYBUS_SUBNET: settings.subnet,
    CYBUS_HTTP_PORT: settings.httpPort,
    CYBUS_HTTPS_PORT: settings.httpsPort,
    CYBUS_MQTT_PORT: settings.mqttPort,
    CYBUS_DOCKER_SOCKET: socketOf(settings.dockerHost),
    // The names of services' volumes bear no project: two installations on one Docker would share them.
    CYBUS_RESOURCE_PREFIX: settings.project === 'connectware' ? '' : `${settings.project}-`,
    CYBUS_SALT: salt,
    HOLDFAST_DEMO: settings.owner,
  };
  const lines = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return `${lines.join('\n')}\n`;
}

/** The socket that the container-manager mounts. */
function socketOf(dockerHost: string): string {
  return dockerHost.startsWith('unix://') ? dockerHost.slice('unix://'.length) : '/var/run/docker.sock';
}
