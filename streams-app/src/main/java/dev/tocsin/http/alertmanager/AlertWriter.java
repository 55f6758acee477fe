package dev.tocsin.http.alertmanager;

import dev.tocsin.alerts.PostedAlert;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where alerts from outside go: to every instance. */
@FunctionalInterface
public interface AlertWriter {
    /** Done once they are in the log; if it fails, some of them may be there all the same. */
    CompletableFuture<Void> post(List<PostedAlert> alerts);
}
