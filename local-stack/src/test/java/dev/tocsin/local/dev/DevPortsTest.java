package dev.tocsin.local.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.local.broker.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevPortsTest {
    private final ArrayList<String> output = new ArrayList<>();

    @Test
    void defaultPortInUseIsReplaced() throws Exception {
        try (var other = occupy(DevPorts.DEFAULT_CONSOLE)) {
            var ports = DevPorts.choose(nothingAsked(), output::add);
            assertThat(ports.console()).isGreaterThan(DevPorts.DEFAULT_CONSOLE);
            assertThat(output)
                    .contains("port %d is in use, so the console listens on %d"
                            .formatted(DevPorts.DEFAULT_CONSOLE, ports.console()));
            assertThat(other.isClosed()).isFalse();
        }
    }

    @Test
    void portsAreDistinct() {
        var ports = DevPorts.choose(nothingAsked(), output::add);
        assertThat(ports.http()).doesNotHaveDuplicates().doesNotContain(ports.broker(), ports.console());
    }

    @Test
    void requestedPortInUseIsAnError() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var asked = new DevPorts.RequestedPorts(
                    Optional.of(other.getLocalPort()), Optional.empty(), 1, Optional.empty());
            assertThatThrownBy(() -> DevPorts.choose(asked, output::add))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessage("port %d for the broker is in use on 127.0.0.1: choose another one"
                            .formatted(other.getLocalPort()));
        }
    }

    private static DevPorts.RequestedPorts nothingAsked() {
        return new DevPorts.RequestedPorts(Optional.empty(), Optional.empty(), 3, Optional.empty());
    }

    /** Does nothing if another process has the port already. */
    private static ServerSocket occupy(int port) throws Exception {
        return Ports.isFree(port) ? new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")) : new ServerSocket(0);
    }
}
