import type Dockerode from 'dockerode';

/** What Docker knows of a container's health check; its types leave out the shell. */
type Config = Pick<Dockerode.ContainerInspectInfo['Config'], 'Healthcheck'> & { Shell?: string[] | null };

/** After one that was not content, ms: it takes from a service that is starting. */
const pauseMs = 1000;

/**
 * Asks a container's own health check, as Docker does but without its wait for a whole interval before the first time.
 * Never two at once: one that hangs is not asked again.
 * @returns to be called now and then: whether it was content just now. Where Docker does not let us ask, it never was.
 */
export function earlyCheck(container: Dockerode.Container): (config: Config) => Promise<boolean> {
  let asked: Dockerode.Exec | null = null;
  let notBefore = 0;
  return async (config) => {
    const command = commandOf(config);
    if (command === null || Date.now() < notBefore) return false;
    try {
      if (!asked) {
        asked = await container.exec({ Cmd: command });
        await asked.start({ Detach: true });
        return false;
      }
      const { Running, ExitCode } = await asked.inspect();
      if (Running) return false;
      asked = null;
      notBefore = Date.now() + pauseMs;
      return ExitCode === 0;
    } catch {
      asked = null;
      notBefore = Date.now() + pauseMs;
      return false;
    }
  };
}

function commandOf({ Healthcheck, Shell }: Config): string[] | null {
  const [how, ...words] = Healthcheck?.Test ?? [];
  if (how === 'CMD') return words;
  if (how === 'CMD-SHELL') return [...(Shell?.length ? Shell : ['/bin/sh', '-c']), ...words];
  return null;
}
