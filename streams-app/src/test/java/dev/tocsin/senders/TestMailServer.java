package dev.tocsin.senders;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.subethamail.smtp.AuthenticationHandler;
import org.subethamail.smtp.AuthenticationHandlerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server that records mails and logins. */
final class TestMailServer implements AutoCloseable {
    record Delivered(String from, String to, String mail) {}

    static final String CHALLENGE = "<1896.697170952@postoffice.reston.mci.net>";

    final List<Delivered> delivered = new CopyOnWriteArrayList<>();
    final List<String> logins = new CopyOnWriteArrayList<>();
    private final SMTPServer server;

    private TestMailServer(List<String> mechanisms, UnaryOperator<SMTPServer.Builder> more) {
        var builder = new SMTPServer.Builder()
                .port(0)
                .hostName("mail.example")
                .showAuthCapabilitiesBeforeSTARTTLS(true)
                .insertReceivedHeaders(true)
                .simpleMessageListener(new SimpleMessageListener() {
                    @Override
                    public boolean accept(String from, String to) {
                        return true;
                    }

                    @Override
                    public void deliver(String from, String to, InputStream mail) throws IOException {
                        delivered.add(new Delivered(from, to, new String(mail.readAllBytes(), StandardCharsets.UTF_8)));
                    }
                });
        if (!mechanisms.isEmpty()) {
            builder = builder.authenticationHandlerFactory(new TestAuthenticationHandlers(mechanisms));
        }
        server = more.apply(builder).build();
        server.start();
    }

    static TestMailServer open(List<String> mechanisms, UnaryOperator<SMTPServer.Builder> more) {
        return new TestMailServer(mechanisms, more);
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Accepts every login except that of the user {@code nobody}, and records it. */
    private final class TestAuthenticationHandlers implements AuthenticationHandlerFactory {
        private final List<String> mechanisms;

        TestAuthenticationHandlers(List<String> mechanisms) {
            this.mechanisms = mechanisms;
        }

        @Override
        public List<String> getAuthenticationMechanisms() {
            return mechanisms;
        }

        @Override
        public AuthenticationHandler create() {
            return new AuthenticationHandler() {
                private final List<String> received = new ArrayList<>();

                @Override
                public Optional<String> auth(String line, MessageContext context) throws RejectException {
                    received.add(line);
                    var mechanism = received.get(0).split(" ")[1];
                    var turns = mechanism.equals("LOGIN") ? 3 : mechanism.equals("PLAIN") ? 1 : 2;
                    if (received.size() < turns) {
                        return Optional.of("334 " + encoded(mechanism.equals("LOGIN") ? "Username:" : CHALLENGE));
                    }
                    logins.add(mechanism + " " + secrets(mechanism));
                    if (logins.get(logins.size() - 1).contains("nobody")) {
                        throw new RejectException(535, "who are you?");
                    }
                    return Optional.empty();
                }

                private String secrets(String mechanism) {
                    var lines = new ArrayList<>(received);
                    lines.set(0, mechanism.equals("PLAIN") ? received.get(0).split(" ")[2] : "");
                    return String.join(
                                    " ",
                                    lines.stream().map(TestMailServer::decoded).toList())
                            .strip();
                }

                @Override
                public Object getIdentity() {
                    return "somebody";
                }
            };
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).replace('\0', '_');
    }
}
