package dev.tocsin.app;

import dev.tocsin.cli.CliContext;
import dev.tocsin.cli.TocsinCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The entry point of the process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        if (!TocsinCommand.isLongRunning(arguments) && System.getenv("TOCSIN_LOG_LEVEL") == null) {
            System.setProperty("tocsin.log.least", "ERROR");
        }
        var version = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "dev");
        var context = new CliContext(environment(), hostName(), version, InstantSource.system());
        var tocsin = TocsinCommand.commandLine(context, settings -> new ServerRunner(version).run(settings));
        System.exit(tocsin.setOut(utf8(System.out)).setErr(utf8(System.err)).execute(arguments));
    }

    /** The environment. Under cron and in containers it does not name the user, so the name of the process's user is added. */
    private static Map<String, String> environment() {
        var environment = new HashMap<>(System.getenv());
        environment.putIfAbsent("USER", System.getProperty("user.name", ""));
        return environment;
    }

    // Output may be redirected to a document, which is UTF-8 whatever the locale of the container is.
    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
