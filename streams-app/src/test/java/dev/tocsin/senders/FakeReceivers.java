package dev.tocsin.senders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The servers of all receivers in {@code receivers/alertmanager.yml}. They accept and record every message. */
final class FakeReceivers implements AutoCloseable {
    /** Texts that differ between senders or over time. */
    private static final Set<String> VARIABLE_HEADERS = Set.of(
            "host",
            "user-agent",
            "accept-encoding",
            "connection",
            "content-length",
            "idempotency-key",
            "x-tocsin-instance",
            "x-amz-date",
            "amz-sdk-invocation-id",
            "amz-sdk-request",
            "received",
            "message-id",
            "date");

    private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final List<ReceivedMessage> messages = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer web;
    private final TestMailServer mail;

    /**
     * @param to the first segment of the path, or the mail address
     * @param text the message without the texts that differ
     */
    record ReceivedMessage(String to, String text) {}

    private FakeReceivers(HttpServer web, TestMailServer mail) {
        this.web = web;
        this.mail = mail;
        web.createContext("/", this::receive);
        web.setExecutor(Executors.newCachedThreadPool());
        web.start();
    }

    static FakeReceivers open() throws IOException {
        var web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        return new FakeReceivers(web, TestMailServer.open(List.of(), more -> more));
    }

    String url() {
        return "http://127.0.0.1:" + web.getAddress().getPort();
    }

    String smarthost() {
        return "127.0.0.1:" + mail.port();
    }

    int count() {
        return messages.size() + mail.delivered.size();
    }

    /** Removes and returns the recorded messages. */
    List<ReceivedMessage> drain() {
        var all = new ArrayList<>(messages);
        messages.clear();
        mail.delivered.forEach(delivered -> all.add(toMessage(delivered)));
        mail.delivered.clear();
        return all;
    }

    /** Waits for the number of messages, with a timeout. */
    List<ReceivedMessage> next(int count) throws InterruptedException {
        var end = System.nanoTime() + TIMEOUT_NANOS;
        while (count() < count && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return drain();
    }

    private void receive(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var target = exchange.getRequestURI().toString();
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        headers.keySet().removeIf(name -> VARIABLE_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
        headers.computeIfPresent("Authorization", (name, value) -> value.startsWith("AWS4") ? "signed" : value);
        var to = target.split("[/?]")[1];
        var text = exchange.getRequestMethod() + " " + target + "\n" + headers + "\n"
                + body.replace("\"routeLabels\":{},", "");
        // Alertmanager caches WeChat's tokens for two hours.
        if (!target.contains("/gettoken")) {
            messages.add(new ReceivedMessage(to, text));
        }
        answer(exchange, to, target);
    }

    private static void answer(HttpExchange exchange, String to, String target) throws IOException {
        var kind = to.replaceFirst("-.*", "");
        var text = switch (kind) {
            case "slack" -> to.equals("slack-app") ? "{\"ok\":true,\"ts\":\"1.2\",\"channel\":\"C1\"}" : "ok";
            case "rocketchat" -> "{\"success\":true}";
            case "telegram" -> "{\"ok\":true,\"result\":{\"message_id\":1,\"chat\":{\"id\":5}}}";
            case "wechat" -> "{\"access_token\":\"T\",\"errcode\":0}";
            case "sns" -> "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>";
            case "jira" -> jira(to, target);
            default -> "";
        };
        exchange.getResponseHeaders().add("Content-Type", text.startsWith("{") ? "application/json" : "text/xml");
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String jira(String to, String target) {
        if (target.endsWith("/transitions")) {
            return "{\"transitions\":[{\"id\":\"7\",\"name\":\"Else\"},{\"id\":\"8\",\"name\":\"Done\"}]}";
        }
        return to.equals("jira-found") && target.contains("/search")
                ? "{\"issues\":[{\"key\":\"OPS-1\",\"fields\":{\"status\":{\"name\":\"Open\",\"statusCategory\":{\"key\":\"new\"}}}}]}"
                : "{\"issues\":[]}";
    }

    private static String readable(String header) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(header));
        } catch (UnsupportedEncodingException e) {
            return header;
        }
    }

    /** The visible text and the links of an HTML page. */
    private static String visible(String text) {
        return !text.contains("<html")
                ? text
                : text.replaceAll("(?s)<style.*?</style>|<!--.*?-->", "")
                        .replaceAll("<a\\s[^>]*?href=\"([^\"]*)\"[^>]*>", "[$1] ")
                        .replaceAll("(?s)<[^>]*>", " ")
                        .replaceAll("\\s+", " ")
                        .strip();
    }

    private static ReceivedMessage toMessage(TestMailServer.Delivered delivered) {
        try {
            var bytes = delivered.mail().getBytes(StandardCharsets.UTF_8);
            var message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
            var text = new StringBuilder("MAIL FROM " + delivered.from() + "\n");
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            Collections.list(message.getAllHeaders())
                    .forEach(header -> headers.put(header.getName(), readable(header.getValue())));
            headers.keySet().removeIf(name -> VARIABLE_HEADERS.contains(name.toLowerCase(Locale.ROOT)));
            headers.computeIfPresent("Content-Type", (name, value) -> value.replaceAll(";.*", ""));
            text.append(headers).append('\n');
            var parts = (MimeMultipart) message.getContent();
            for (var i = 0; i < parts.getCount(); i++) {
                var part = parts.getBodyPart(i);
                text.append(Collections.list(part.getAllHeaders()).stream()
                                .map(header -> header.getName() + ": " + header.getValue())
                                .sorted()
                                .toList())
                        .append('\n')
                        .append(visible(String.valueOf(part.getContent())))
                        .append('\n');
            }
            return new ReceivedMessage("mail to " + delivered.to(), text.toString());
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("no mail: " + delivered.mail(), e);
        }
    }

    @Override
    public void close() {
        web.stop(0);
        mail.close();
    }
}
