package dev.tocsin.notification.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.TestIntegrations;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertingConfigTest {
    private static final RoutingTree TREE = RoutingTree.of(
            TestRouting.node(TestRouteOptions.of("root"), TestRouting.node(TestRouteOptions.of("child"))));

    @Test
    void everyRouteHasItsReceiver() {
        var webhook = TestIntegrations.webhook("http://127.0.0.1/hook");
        var child = new Receiver("child", List.of(webhook));
        var config = config(new Receiver("root", List.of()), child);
        assertThat(config.receiver(TREE.root().routes().get(0))).isSameAs(child);
        assertThat(child.slot("{}:{}", webhook)).hasToString("{}:{}:child/webhook/0");
    }

    @Test
    void allErrorsAreReportedAsByAlertmanager() {
        assertThatThrownBy(() -> config(new Receiver("x", List.of()), new Receiver("x", List.of())))
                .hasMessage("""
                        notification config name "x" is not unique
                        undefined receiver "child" used in route
                        undefined receiver "root" used in route""");
        assertThatThrownBy(() -> new Receiver("", List.of())).hasMessage("missing name in receiver");
    }

    private static AlertingConfig config(Receiver... receivers) {
        return TestRouting.config(AlertingConfig.DEFAULT_RESOLVE_TIMEOUT, TREE, List.of(receivers), "");
    }
}
