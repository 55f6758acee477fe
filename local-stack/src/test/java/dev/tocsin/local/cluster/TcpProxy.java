package dev.tocsin.local.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A TCP proxy that simulates a network partition. Connections stay open during a cut. Data sent meanwhile arrives after
 * healing, like retransmitted packets.
 */
final class TcpProxy implements AutoCloseable {
    private static final int CONNECT_ATTEMPTS = 3000;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> openSockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition healed = lock.newCondition();
    private boolean cut;
    private volatile boolean closed;

    private TcpProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    static TcpProxy to(int target) {
        try {
            var proxy = new TcpProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), target);
            daemon("accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void cut() {
        set(true);
    }

    void heal() {
        set(false);
    }

    private void set(boolean now) {
        lock.lock();
        try {
            cut = now;
            healed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                var client = server.accept();
                openSockets.add(client);
                daemon("connect", () -> connect(client));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            awaitHealed();
            var far = new Socket();
            openSockets.add(far);
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_ATTEMPTS);
            client.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            daemon("forth", () -> forward(client, far));
            forward(far, client);
        } catch (IOException | InterruptedException refused) {
            close(client);
        }
    }

    private void forward(Socket from, Socket to) {
        var buffer = new byte[64 * 1024];
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                awaitHealed();
                out.write(buffer, 0, read);
            }
            awaitHealed();
        } catch (IOException | InterruptedException over) {
            // Both sockets are closed below.
        } finally {
            close(from);
            close(to);
        }
    }

    private void awaitHealed() throws InterruptedException {
        lock.lock();
        try {
            while (cut && !closed) {
                healed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void close(Socket socket) {
        openSockets.remove(socket);
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // The socket is closed either way.
        }
    }

    private static void daemon(String name, Runnable work) {
        var thread = new Thread(work, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        heal();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openSockets.forEach(this::close);
    }
}
