package dev.tocsin.local.feed;

import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor.TickType;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OSFileStore;
import oshi.software.os.OperatingSystem;

/** Metrics of this machine, with the names of node_exporter. */
public final class HostMetrics implements MetricsSource {
    private static final double MILLIS_PER_SECOND = 1000;

    private final HardwareAbstractionLayer hardware;
    private final OperatingSystem system;

    public HostMetrics() {
        var info = new SystemInfo();
        this.hardware = info.getHardware();
        this.system = info.getOperatingSystem();
    }

    @Override
    public List<Sample> scrape() {
        var samples = new ArrayList<Sample>();
        processor(samples);
        load(samples);
        memory(samples);
        system.getFileSystem().getFileStores(true).stream()
                .filter(disk -> disk.getTotalSpace() > 0)
                .forEach(disk -> disk(disk, samples));
        return samples;
    }

    private void processor(List<Sample> samples) {
        var ticks = hardware.getProcessor().getProcessorCpuLoadTicks();
        for (var cpu = 0; cpu < ticks.length; cpu++) {
            for (var mode : TickType.values()) {
                var labels = Labels.of(
                        "cpu", String.valueOf(cpu), "mode", mode.name().toLowerCase(Locale.ROOT));
                var seconds = ticks[cpu][mode.getIndex()] / MILLIS_PER_SECOND;
                samples.add(Sample.of("node_cpu_seconds_total", labels, seconds));
            }
        }
    }

    /** Load averages. A system without load average reports negative values, which are left out. */
    private void load(List<Sample> samples) {
        var names = List.of("node_load1", "node_load5", "node_load15");
        var averages = hardware.getProcessor().getSystemLoadAverage(names.size());
        for (var i = 0; i < names.size(); i++) {
            if (averages[i] >= 0) {
                samples.add(Sample.of(names.get(i), Labels.EMPTY, averages[i]));
            }
        }
    }

    private void memory(List<Sample> samples) {
        var memory = hardware.getMemory();
        samples.add(Sample.of("node_memory_MemTotal_bytes", Labels.EMPTY, memory.getTotal()));
        samples.add(Sample.of("node_memory_MemAvailable_bytes", Labels.EMPTY, memory.getAvailable()));
    }

    private static void disk(OSFileStore disk, List<Sample> samples) {
        var labels = Labels.of("device", disk.getVolume(), "fstype", disk.getType(), "mountpoint", disk.getMount());
        samples.add(Sample.of("node_filesystem_size_bytes", labels, disk.getTotalSpace()));
        samples.add(Sample.of("node_filesystem_avail_bytes", labels, disk.getUsableSpace()));
    }
}
