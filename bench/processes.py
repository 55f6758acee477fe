"""Processes that the benchmarks compare: Prometheus, Alertmanager, and Tocsin with its local broker. CPU and memory are read
from /proc (Linux only). All listen on loopback, on free ports, and end with the benchmark."""
import atexit, os, shutil, socket, subprocess, time, urllib.error, urllib.request

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TICKS = os.sysconf('SC_CLK_TCK')
PAGE = os.sysconf('SC_PAGE_SIZE')


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def call(method, url, body=None, content_type='application/json', timeout=120):
    """Returns (status, body). The status is 0 if there is no answer."""
    request = urllib.request.Request(url, body, {'Content-Type': content_type} if body else {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as e:
        return e.code, e.read()
    except OSError as e:
        return 0, str(e).encode()


def await_status(url, seconds=120):
    end = time.time() + seconds
    while time.time() < end:
        if call('GET', url, timeout=5)[0] == 200:
            return
        time.sleep(0.05)
    raise RuntimeError(f'no answer from {url} after {seconds} s')


class Process:
    """One process. Its output is in a file beside its data."""

    def __init__(self, folder, name, command, **environment):
        os.makedirs(folder, exist_ok=True)
        self.name, self.log = name, f'{folder}/{name}.log'
        with open(self.log, 'ab') as log:
            self.process = subprocess.Popen([str(part) for part in command], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                            cwd=folder, env={**os.environ, **environment}, start_new_session=True)
        atexit.register(self.end)

    def _stat(self):
        text = open(f'/proc/{self.process.pid}/stat').read()
        return text[text.rindex(')') + 2:].split()

    def cpu(self):
        """CPU seconds since the start."""
        fields = self._stat()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self):
        """Resident megabytes."""
        return int(self._stat()[21]) * PAGE / 1e6

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def binary(*names):
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    raise SystemExit(f'{names[0]} is not installed: put it on the PATH, for example with "apt install {names[-1]}"')


class System:
    """Something that is measured as a whole: several processes."""
    processes = ()

    def cpu(self):
        return {process.name: process.cpu() for process in self.processes}

    def memory(self):
        return {process.name: process.memory() for process in self.processes}

    def end(self):
        for process in reversed(self.processes):
            process.end()


class Prometheus(System):
    """@param alertmanagers HOST:PORT of each; @param scrape YAML of scrape_configs; @param remote_write a URL"""
    name = 'Prometheus'

    def __init__(self, folder, interval='15s', alertmanagers=(), scrape='[]', remote_write=None, replica=0):
        self.folder, self.port = f'{folder}/prometheus-{replica}', free_port()
        os.makedirs(self.folder, exist_ok=True)
        self.url = f'http://127.0.0.1:{self.port}'
        self.write_url = f'{self.url}/api/v1/write'
        self.rules_file = f'{self.folder}/rules.yml'
        open(self.rules_file, 'w').write('groups: []\n')
        targets = ', '.join(f'"{one}"' for one in alertmanagers)
        write = f'remote_write: [{{url: "{remote_write}", queue_config: {{batch_send_deadline: 100ms}}}}]\n' if remote_write else ''
        open(f'{self.folder}/prometheus.yml', 'w').write(
            f'global: {{scrape_interval: {interval}, scrape_timeout: {interval}, evaluation_interval: {interval}, external_labels: {{replica: "{replica}"}}}}\n'
            f'rule_files: [{self.rules_file}]\n{write}scrape_configs: {scrape}\n'
            f'alerting: {{alert_relabel_configs: [{{regex: replica, action: labeldrop}}], alertmanagers: [{{static_configs: [{{targets: [{targets}]}}]}}]}}\n')
        self.processes = [Process(self.folder, f'prometheus-{replica}', [
            binary('prometheus'), f'--config.file={self.folder}/prometheus.yml', f'--storage.tsdb.path={self.folder}/data',
            f'--web.listen-address=127.0.0.1:{self.port}', '--web.enable-remote-write-receiver', '--web.enable-lifecycle'])]
        await_status(f'{self.url}/-/ready')

    def load(self, rules):
        open(self.rules_file, 'w').write(rules)
        status, body = call('POST', f'{self.url}/-/reload')
        if status != 200:
            raise RuntimeError(f'Prometheus refuses the rules: {body}')


class Alertmanagers(System):
    """A gossip cluster with its default settings, except for what is given."""
    name = 'Alertmanager'

    def __init__(self, folder, count, config, peer_timeout='15s'):
        ports = [(free_port(), free_port()) for _ in range(count)]
        self.urls = [f'http://127.0.0.1:{http}' for http, _ in ports]
        self.processes = []
        os.makedirs(folder, exist_ok=True)
        open(f'{folder}/alertmanager.yml', 'w').write(config)
        for i, (http, gossip) in enumerate(ports):
            peers = [f'--cluster.peer=127.0.0.1:{other}' for j, (_, other) in enumerate(ports) if j != i]
            self.processes.append(Process(f'{folder}/alertmanager-{i}', f'alertmanager-{i}', [
                binary('prometheus-alertmanager', 'alertmanager'), f'--config.file={folder}/alertmanager.yml', f'--storage.path={folder}/alertmanager-{i}',
                f'--web.listen-address=127.0.0.1:{http}', f'--cluster.listen-address=127.0.0.1:{gossip}', f'--cluster.peer-timeout={peer_timeout}', *peers]))
        for url in self.urls:
            end = time.time() + 60
            while b'"ready"' not in call('GET', f'{url}/api/v2/status')[1] and time.time() < end:
                time.sleep(0.1)


class Tocsin(System):
    """A broker and some instances, as the launcher starts them. @param java JVM options of the instances"""
    name = 'Tocsin'

    def __init__(self, folder, count, config, interval='15s', java=''):
        self.bootstrap = f'127.0.0.1:{free_port()}'
        self.folder, self.rules_file = folder, f'{folder}/rules.yml'
        self.processes = [Process(folder, 'broker', [f'{HOME}/tocsin', 'broker', '--dir', f'{folder}/broker', '--port', self.bootstrap.split(':')[1]])]
        open(f'{folder}/alertmanager.yml', 'w').write(config)
        self._await_broker()
        self._command('config', 'apply', f'{folder}/alertmanager.yml')
        ports = [free_port() for _ in range(count)]
        self.urls = [f'http://127.0.0.1:{port}' for port in ports]
        self.url, self.write_url = self.urls[0], f'{self.urls[0]}/api/v1/write'
        for i, port in enumerate(ports):
            settings = f'{folder}/tocsin-{i}.yml'
            open(settings, 'w').write(
                f'instance: {{id: tocsin-{i}}}\nhttp: {{listen: "127.0.0.1:{port}"}}\nstate: {{dir: "{folder}/state-{i}"}}\n'
                f'kafka: {{bootstrap.servers: "{self.bootstrap}"}}\ntopics: {{replication_factor: 1}}\nevaluation: {{interval: {interval}}}\n')
            self.processes.append(Process(folder, f'tocsin-{i}', [f'{HOME}/tocsin', 'server', '--config', settings], TOCSIN_JAVA_OPTS=java))
        for url in self.urls:
            await_status(f'{url}/-/ready')

    def _await_broker(self):
        end = time.time() + 60
        while True:
            try:
                return self._command('topics', 'create')
            except RuntimeError:
                if time.time() > end:
                    raise
                time.sleep(0.5)

    def _command(self, *words):
        done = subprocess.run([f'{HOME}/tocsin', *words, '--bootstrap-server', self.bootstrap], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)

    def load(self, rules):
        open(self.rules_file, 'w').write(rules)
        self._command('rules', 'apply', self.rules_file)
