"""Load for the benchmarks: a fleet of services with its rules, remote write, alerts to post, and a webhook that remembers."""
import http.client, json, struct, threading, time, urllib.parse
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

INSTANCES = 5
BOUNDS = ['0.1', '0.5', '1', '5', '+Inf']
GAUGES = ['cpu_percent', 'memory_percent', 'queue_length', 'threads', 'open_files', 'disk_free', 'connections', 'temperature']
SERIES_OF_A_SERVICE = INSTANCES * (1 + len(GAUGES) + 3 + 1 + len(BOUNDS) + 2)


class Series:
    """A series whose value is a function of time, so that each system gets the same data."""

    def __init__(self, labels, value):
        self.value = value
        pairs = b''.join(field(1, field(1, name.encode()) + field(2, text.encode())) for name, text in sorted(labels.items()))
        self.encoded_labels = pairs

    def encoded(self, millis):
        sample = b'\x09' + struct.pack('<d', self.value(millis / 1000)) + b'\x10' + varint(millis)
        return field(1, self.encoded_labels + field(2, sample))


def varint(number):
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number, content):
    """A field of protobuf with a length."""
    return bytes([number << 3 | 2]) + varint(len(content)) + content


def gauge(seed, low, high):
    return lambda t: low + (high - low) * ((seed * 7919 + int(t) // 15 * 31) % 101) / 100


def counter(per_second):
    return lambda t: float(int(t % 1e6 * per_second))


def fleet(services):
    """One service in fifty is in trouble, so that some alerts fire: the same on each system."""
    found = []
    for s in range(services):
        bad = s % 50 == 7
        for i in range(INSTANCES):
            seed = s * INSTANCES + i
            def add(name, value, **labels):
                found.append(Series({'__name__': name, 'job': 'fleet', 'service': f'svc-{s:04}', 'instance': f'10.0.{s % 250}.{i}:9100', **labels}, value))
            add('up', lambda t: 1.0)
            for name in GAUGES:
                add(name, gauge(seed, 92, 99) if bad and name == 'cpu_percent' else gauge(seed + len(name), 10, 60))
            for code, rate in (('200', 40), ('404', 2), ('500', 12 if bad else 0.1)):
                add('requests_total', counter(rate + seed % 7), code=code) if code == '200' else add('requests_total', counter(rate), code=code)
            add('restarts_total', lambda t: 3.0)
            for n, bound in enumerate(BOUNDS):
                add('latency_seconds_bucket', counter((n + 1) * 8 if bad else 40), le=bound)
            add('latency_seconds_sum', counter(11))
            add('latency_seconds_count', counter(40))
    return found


def rules(services, wide=False):
    """Ten kinds of rules: of each service in a group of its own, or of all services at once."""
    if wide:
        return 'groups:\n' + group('wide', '', 'by (service)', 'by (service, le)')
    return 'groups:\n' + ''.join(group(f'svc{s:04}', f'service="svc-{s:04}"', '', 'by (le)') for s in range(services))


def group(name, where, by, by_bucket):
    def pick(metric, code=''):
        return metric + '{' + ', '.join(filter(None, [where, f'code="{code}"' if code else ''])) + '}'
    errors = f'rate({pick("requests_total", "500")}[5m])'
    expressions = {
        'busy': f'{pick("cpu_percent")} > 90',
        'memory': f'max_over_time({pick("memory_percent")}[5m]) > 80',
        'errors': f'sum by (service, instance) ({errors}) > 5',
        'ratio': f'sum {by} ({errors}) / sum {by} (rate({pick("requests_total")}[5m])) > 0.1',
        'absent': f'absent({pick("up")})',
        'slow': f'histogram_quantile(0.99, sum {by_bucket} (rate({pick("latency_seconds_bucket")}[5m]))) > 6',
        'disk': f'predict_linear({pick("disk_free")}[10m], 3600) < -1e9',
        'load': f'{pick("queue_length")} * on (service, instance) group_left () {pick("threads")} > 1e6',
        'down': f'{pick("up")} == 0',
        'queue': f'avg_over_time({pick("queue_length")}[5m]) > 80'}
    lines = [f'  - {{alert: {kind}_{name}, expr: \'{expression}\'{", for: 1m" if kind == "down" else ""}}}\n' for kind, expression in expressions.items()]
    return f'- name: {name}\n  rules:\n' + ''.join(lines)


class RemoteWriter:
    """Writes a fleet to some URLs: its past, and then each interval."""

    def __init__(self, urls, series, interval):
        self.interval, self.series = interval, series
        self.targets = [(http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=300), urllib.parse.urlsplit(url).path) for url in urls]
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.written_until = 0
        self.late = 0

    def past(self, seconds):
        now = int(time.time()) // self.interval * self.interval
        for t in range(now - seconds, now + 1, self.interval):
            self._write(t)
        self.written_until = now
        self.thread.start()

    def _run(self):
        while True:
            at = self.written_until + self.interval
            if self.stopped.wait(max(0, at - time.time())):
                return
            self.late += time.time() > at + self.interval
            self._write(at)
            self.written_until = at

    def _write(self, t, batch=5000):
        for start in range(0, len(self.series), batch):
            body = snappy(b''.join(one.encoded(t * 1000) for one in self.series[start:start + batch]))
            for connection, path in self.targets:
                connection.request('POST', path, body, {'Content-Encoding': 'snappy', 'Content-Type': 'application/x-protobuf', 'X-Prometheus-Remote-Write-Version': '0.1.0'})
                answer = connection.getresponse()
                text = answer.read()
                if answer.status // 100 != 2:
                    raise RuntimeError(f'remote write: {answer.status} {text[:300]}')

    def stop(self):
        self.stopped.set()
        self.thread.join(60)


def snappy(data):
    """The block format with literals only: no compression, but also no library."""
    out = bytearray(varint(len(data)))
    for start in range(0, len(data), 65536):
        part = data[start:start + 65536]
        out += b'\xf4' + struct.pack('<H', len(part) - 1) + part
    return bytes(out)


def alert(group, name, starts, ends, **labels):
    text = lambda t: datetime.fromtimestamp(t, timezone.utc).isoformat().replace('+00:00', 'Z')
    return {'labels': {'alertname': 'Bench', 'group': group, 'name': name, **labels}, 'annotations': {'summary': f'{name} of {group}'},
            'startsAt': text(starts), 'endsAt': text(ends), 'generatorURL': 'http://bench/'}


def post_to_all(urls, alerts, batch=500):
    """Posts the alerts to each instance at the same time. Returns the seconds until the last answer."""
    bodies = [json.dumps(alerts[i:i + batch]).encode() for i in range(0, len(alerts), batch)]
    failed = []
    def post(url):
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=300)
        for body in bodies:
            if not accepted(connection, body):
                failed.append(url)
        connection.close()
    start = time.time()
    threads = [threading.Thread(target=post, args=(url,)) for url in urls]
    [one.start() for one in threads]
    [one.join() for one in threads]
    if failed:
        raise RuntimeError(f'{len(failed)} posts were refused, first by {failed[0]}')
    return time.time() - start


def accepted(connection, body):
    """Posts until the answer is 200, but not more than five times: 503 asks for another try."""
    for _ in range(5):
        connection.request('POST', '/api/v2/alerts', body, {'Content-Type': 'application/json'})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 503:
            break
        time.sleep(1)
    return answer.status == 200


class Webhook:
    """Remembers when which group was notified: (time, group labels, status)."""

    def __init__(self):
        webhook = self
        self.received = []
        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def do_POST(self):
                at = time.time()
                body = json.loads(self.rfile.read(int(self.headers['Content-Length'])))
                webhook.received.append((at, body['groupLabels'], body['status']))
                self.send_response(200)
                self.send_header('Content-Length', '0')
                self.end_headers()
            def log_message(self, *ignored):
                pass
        class Server(ThreadingHTTPServer):
            request_queue_size = 1024
            daemon_threads = True
        self.server = Server(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.server.server_port}/'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def config(self, group_by, group_wait, group_interval):
        return (f'route: {{receiver: bench, group_by: [{group_by}], group_wait: {group_wait}, group_interval: {group_interval}, repeat_interval: 4h}}\n'
                f'receivers: [{{name: bench, webhook_configs: [{{url: "{self.url}", send_resolved: true}}]}}]\n')
