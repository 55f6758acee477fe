package dev.tocsin.local.broker;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A broker process for fault injection. It can be one of several, and has several listeners. Each listener advertises the
 * port of a proxy that can cut the connection.
 *
 * <p>Arguments: folder, cluster id, node id, voters as {@code 1@127.0.0.1:7001,...}, and the listeners as
 * {@code PORT:ADVERTISED}; the first one is also used by the other brokers.
 */
public final class TestBrokerMain {
    private TestBrokerMain() {}

    public static void main(String[] arguments) throws Exception {
        var data = Path.of(arguments[0]);
        var node = Integer.parseInt(arguments[2]);
        format(data, arguments[1], node);
        var endpoints = List.of(arguments).subList(4, arguments.length);
        var settings = settings(data, node, arguments[3].split(","), endpoints);
        new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM).startup();
        System.out.println("broker ready");
        new CountDownLatch(1).await();
    }

    private static Properties settings(Path data, int node, String[] voters, List<String> endpoints) {
        var controller = voters[node - 1];
        var controllerPort = Integer.parseInt(controller.substring(controller.lastIndexOf(':') + 1));
        var all = new BrokerSettings(data, LocalBroker.LOOPBACK, port(endpoints.get(0), 0), controllerPort)
                .asProperties();
        var listeners = new ArrayList<String>();
        var advertised = new ArrayList<String>();
        var protocols = new ArrayList<>(List.of("CONTROLLER:PLAINTEXT"));
        for (var i = 0; i < endpoints.size(); i++) {
            var name = i == 0 ? "PLAINTEXT" : "LISTENER" + i;
            listeners.add("%s://127.0.0.1:%d".formatted(name, port(endpoints.get(i), 0)));
            advertised.add("%s://127.0.0.1:%d".formatted(name, port(endpoints.get(i), 1)));
            protocols.add(name + ":PLAINTEXT");
        }
        all.put("node.id", String.valueOf(node));
        all.put("controller.quorum.voters", String.join(",", voters));
        all.put("listeners", String.join(",", listeners) + ",CONTROLLER://127.0.0.1:" + controllerPort);
        all.put("advertised.listeners", String.join(",", advertised));
        all.put("listener.security.protocol.map", String.join(",", protocols));
        if (voters.length > 1) {
            all.put("min.insync.replicas", "2");
            all.put("default.replication.factor", String.valueOf(voters.length));
        }
        return all;
    }

    private static int port(String endpoint, int which) {
        return Integer.parseInt(endpoint.split(":")[which]);
    }

    private static void format(Path data, String cluster, int node) throws Exception {
        Files.createDirectories(data);
        new Formatter()
                .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .setNodeId(node)
                .setClusterId(cluster)
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setIgnoreFormatted(true)
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
                .run();
    }
}
