package dev.tocsin.local.dev;

import dev.tocsin.local.processes.SupervisedProcess;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Polls the broker until it answers. */
record BrokerReadiness(Admin admin, SupervisedProcess broker, Path log) {
    private static final int ATTEMPTS = 60;
    private static final int TIMEOUT_MS = 1000;

    /** @throws CannotStartException if the broker exits, or does not answer within a minute */
    void await() throws InterruptedException {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (answers()) {
                return;
            }
            if (!broker.isAlive()) {
                throw new CannotStartException("the broker exited while starting; see its log: " + log);
            }
        }
        throw new CannotStartException("the broker does not answer; see its log: " + log);
    }

    private boolean answers() throws InterruptedException {
        try {
            var nodes = admin.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MS))
                    .nodes();
            return !nodes.get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        }
    }
}
