package dev.tocsin.local.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.Settings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceSettingsTest {
    @Test
    void productReadsTheSettings() {
        var folder = Path.of("/a b/it's: here");
        var text = new InstanceSettings("tocsin-2", 9094, folder, "127.0.0.1:9092").text();
        var settings = Settings.read("tocsin-2.yml", text, Map.of(), "some-host");
        assertThat(settings.instanceId()).isEqualTo("tocsin-2");
        assertThat(settings.http().listen()).isEqualTo(InetSocketAddress.createUnresolved("127.0.0.1", 9094));
        assertThat(settings.http().externalUrl()).hasToString("http://127.0.0.1:9094");
        assertThat(settings.stateDir()).isEqualTo(folder);
        assertThat(settings.kafka()).containsEntry("bootstrap.servers", "127.0.0.1:9092");
        assertThat(settings.topics().replication()).isEqualTo(1);
        assertThat(settings.topics().samplesRetention()).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.archive().orElseThrow().commitInterval()).isEqualTo(Duration.ofSeconds(5));
    }
}
