"""Adapter of the failure harness (bench.py) for Tocsin: one broker of the local stack and N instances, default settings.

    mvn -q -DskipTests package
    local-stack/src/harness/side-by-side.sh HARNESS PEERS OUT        both systems, same scenarios, one after the other
    python3 HARNESS/bench.py --adapter local-stack/src/harness/tocsin.py --opt group_interval=5 S1:groups=200 S6

The broker stands outside of the members, on the side of the network where a cut leaves the first part of S4's split:
split=23|1 cuts one instance off from Kafka, split=1|23 cuts two. It is never killed here.

opts: group_wait, group_interval, repeat_interval (seconds); takeover (longest wait of a survivor, s; default 10, the lease);
java_opts; settings (a YAML file of instance settings that is appended); home (source folder; default: of this file).
"""
import atexit, glob, os, shutil, subprocess, time
from lib import api

HOME = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', '..'))
JAVA = os.path.join(os.environ['JAVA_HOME'], 'bin', 'java') if os.environ.get('JAVA_HOME') else 'java'
SMALL = ['-Xmx384m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
PATIENCE_S = 90

BROKER = []


def stop_broker():
    """A harness run has many scenarios, each with an adapter of its own, and nobody tells an adapter that it is over."""
    while BROKER:
        process = BROKER.pop()
        process.kill()
        process.wait()


atexit.register(stop_broker)


class Adapter:
    name = 'tocsin'

    def __init__(self, net, workdir, sink_port, opts):
        stop_broker()
        self.net, self.dir, self.sink = net, workdir, sink_port
        self.o = {'group_wait': '2', 'group_interval': '5', 'repeat_interval': '14400', 'takeover': '10',
                  'java_opts': '', 'settings': '', 'home': HOME}
        self.o.update(opts)
        self.group_wait, self.group_interval = float(self.o['group_wait']), float(self.o['group_interval'])
        self.peer_timeout = float(self.o['takeover'])
        self.dup_horizon = self.peer_timeout + 5
        self.broker_host = '127.0.0.1'
        self.broker_port = net.port(0, 2)
        if net.mode == 'netns':
            self.broker_host = f'10.{net.oct + 1}.0.254'
            subprocess.run(['ip', 'addr', 'add', f'{self.broker_host}/24', 'dev', f'{net.tag}br0'], check=True)

    def version(self):
        return os.path.basename(self.jar('streams-app'))[len('streams-app-'):-len('.jar')]

    def jar(self, module):
        found = [jar for jar in glob.glob(f'{self.o["home"]}/{module}/target/{module}-[0-9]*.jar') if 'sources' not in jar]
        if not found:
            raise RuntimeError(f'{module} is not built: mvn -DskipTests package')
        return found[0]

    def hostport(self, i):
        return f'{self.net.client_ip(i)}:{self.net.port(i)}'

    def member_dir(self, i):
        return f'{self.dir}/tocsin{i}'

    # Nothing is left of what was before: the broker's data is what a cluster of Tocsin remembers.
    def wipe(self):
        stop_broker()
        shutil.rmtree(f'{self.dir}/broker', ignore_errors=True)
        for i in range(1, self.net.n + 1):
            shutil.rmtree(self.member_dir(i), ignore_errors=True)

    def prepare(self):
        for i in range(1, self.net.n + 1):
            os.makedirs(self.member_dir(i), exist_ok=True)
            # The configuration is the same for all; who sends is told by a file that each has in its working directory.
            with open(f'{self.member_dir(i)}/hook', 'w') as hook:
                hook.write(f'http://{self.net.host_ip(i)}:{self.sink}/hook/m{i}')
            with open(f'{self.member_dir(i)}/tocsin.yml', 'w') as settings:
                settings.write(self.settings(i))
        with open(f'{self.dir}/alertmanager.yml', 'w') as config:
            config.write(self.config())
        self.start_broker()
        self.tocsin('topics', 'create')
        self.tocsin('config', 'apply', f'{self.dir}/alertmanager.yml')

    def settings(self, i):
        more = open(self.o['settings']).read() if self.o['settings'] else ''
        return f'''
instance: {{id: m{i}}}
http: {{listen: "{self.net.client_ip(i)}:{self.net.port(i)}"}}
state: {{dir: "{self.member_dir(i)}/data"}}
kafka: {{bootstrap.servers: "{self.broker_host}:{self.broker_port}"}}
topics: {{replication_factor: 1}}
{more}'''

    def config(self):
        return f'''
route:
  receiver: sink
  group_by: [group]
  group_wait: {int(self.group_wait * 1000)}ms
  group_interval: {int(self.group_interval * 1000)}ms
  repeat_interval: {int(float(self.o['repeat_interval']))}s
receivers:
- name: sink
  webhook_configs:
  - url_file: hook
    send_resolved: true
'''

    def start_broker(self):
        if BROKER:
            return
        with open(f'{self.dir}/broker.log', 'ab') as log:
            BROKER.append(subprocess.Popen(
                [JAVA, *SMALL, '-jar', self.jar('local-stack'), 'broker', '--dir', f'{self.dir}/broker',
                 '--host', self.broker_host, '--port', str(self.broker_port)],
                stdout=log, stderr=log, stdin=subprocess.DEVNULL))

    def tocsin(self, *words):
        """A command of the command line; tried again until the broker is there."""
        end = time.time() + PATIENCE_S
        command = [JAVA, *SMALL, '-jar', self.jar('streams-app'), *words,
                   '--bootstrap-server', f'{self.broker_host}:{self.broker_port}']
        while True:
            done = subprocess.run(command, capture_output=True, text=True, cwd=self.member_dir(1))
            if done.returncode == 0:
                return
            if time.time() > end or BROKER[0].poll() is not None:
                raise RuntimeError(f'{" ".join(words)}: {done.stdout}{done.stderr}; see {self.dir}/broker.log')
            time.sleep(0.5)

    def command(self, i):
        return (['env', '-C', self.member_dir(i), JAVA, *SMALL, *self.o['java_opts'].split(), '-jar',
                 self.jar('streams-app'), 'server', '--config', f'{self.member_dir(i)}/tocsin.yml'], {})

    def cluster_ready(self):
        for i in range(1, self.net.n + 1):
            status, answer = api.request(self.hostport(i), 'GET', '/api/v2/status', None, 3)
            if status != 200 or answer['cluster']['status'] != 'ready' or len(answer['cluster']['peers']) != self.net.n:
                return False
        return True

    def leader(self):
        return None
