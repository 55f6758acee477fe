package dev.tocsin.senders;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy whose tunnels all lead to one local server. It records the CONNECT requests. */
final class TunnelProxy implements AutoCloseable {
    private final ServerSocket serverSocket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requestHeads = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final int target;

    private TunnelProxy(int target) throws IOException {
        this.target = target;
    }

    static TunnelProxy to(int port) throws IOException {
        var proxy = new TunnelProxy(port);
        proxy.threads.execute(proxy::serve);
        return proxy;
    }

    String url() {
        return "http://127.0.0.1:" + serverSocket.getLocalPort();
    }

    /** The CONNECT request of every tunnel: request line and headers. */
    List<String> requestHeads() {
        return requestHeads;
    }

    private void serve() {
        while (!serverSocket.isClosed()) {
            try {
                var client = serverSocket.accept();
                open.add(client);
                threads.execute(() -> openTunnel(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void openTunnel(Socket client) {
        try {
            requestHeads.add(head(client.getInputStream()));
            var server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(server);
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            threads.execute(() -> copy(server, client));
            copy(client, server);
        } catch (IOException gone) {
            closeQuietly(client);
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("it ends within the headers: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void copy(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException gone) {
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // Closed already.
        }
    }

    @Override
    public void close() throws IOException {
        serverSocket.close();
        open.forEach(TunnelProxy::closeQuietly);
        threads.shutdownNow();
    }
}
