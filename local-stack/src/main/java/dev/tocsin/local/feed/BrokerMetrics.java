package dev.tocsin.local.feed;

import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Metrics of the broker: topic sizes from its admin API, CPU and memory of its process from the operating system. */
public final class BrokerMetrics implements MetricsSource {
    private static final int NODE_ID = 1;
    private static final double MILLIS_PER_SECOND = 1000;

    private final Admin admin;
    private final LongSupplier pid;
    private final OperatingSystem system = new SystemInfo().getOperatingSystem();

    public BrokerMetrics(Admin admin, LongSupplier pid) {
        this.admin = admin;
        this.pid = pid;
    }

    @Override
    public List<Sample> scrape() throws IOException, InterruptedException {
        var samples = new ArrayList<Sample>();
        topicSizes()
                .forEach((topic, bytes) ->
                        samples.add(Sample.of("kafka_topic_log_size_bytes", Labels.of("topic", topic), bytes)));
        var process = system.getProcess((int) pid.getAsLong());
        if (process != null) {
            addProcessSamples(process, samples);
        }
        return samples;
    }

    private Map<String, Long> topicSizes() throws IOException, InterruptedException {
        try {
            var folders = admin.describeLogDirs(List.of(NODE_ID))
                    .allDescriptions()
                    .get(1, TimeUnit.SECONDS)
                    .get(NODE_ID);
            var sizes = new TreeMap<String, Long>();
            folders.values().forEach(folder -> addSizes(folder, sizes));
            return sizes;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the broker does not answer: " + e.getMessage(), e);
        }
    }

    private static void addSizes(LogDirDescription folder, Map<String, Long> sizes) {
        folder.replicaInfos()
                .forEach((partition, replica) -> sizes.merge(partition.topic(), replica.size(), Long::sum));
    }

    private static void addProcessSamples(OSProcess process, List<Sample> samples) {
        var cpu = (process.getKernelTime() + process.getUserTime()) / MILLIS_PER_SECOND;
        samples.add(Sample.of("process_cpu_seconds_total", Labels.EMPTY, cpu));
        samples.add(Sample.of("process_resident_memory_bytes", Labels.EMPTY, process.getResidentMemory()));
    }
}
