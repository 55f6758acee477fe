package dev.tocsin.http;

import dev.tocsin.http.common.DeferredRequest;
import dev.tocsin.telemetry.Telemetry;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Limits the threads that handle requests, so that some are always left for health and metrics. Requests beyond the limit
 * wait without a thread; beyond the limit of waiting requests, and after a time, they are refused.
 */
final class RequestThreads extends Handler.Wrapper {
    private final HttpBounds bounds;
    private final ManagementPaths reserved;
    private final Telemetry telemetry;
    private final Set<DeferredRequest> waiting = new LinkedHashSet<>();
    private int running;

    RequestThreads(HttpBounds bounds, ManagementPaths reserved, Telemetry telemetry) {
        this.bounds = bounds;
        this.reserved = reserved;
        this.telemetry = telemetry;
    }

    private enum Admission {
        RUN,
        WAIT,
        REFUSE
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (reserved.contain(request)) {
            return super.handle(request, response, callback);
        }
        var deferred = new DeferredRequest(getHandler(), request, response, callback);
        switch (admit(deferred)) {
            case RUN -> run(deferred);
            case WAIT ->
                request.getComponents()
                        .getScheduler()
                        .schedule(() -> expire(deferred), bounds.waitingTime().toMillis(), TimeUnit.MILLISECONDS);
            case REFUSE -> refuse(deferred);
        }
        return true;
    }

    private synchronized Admission admit(DeferredRequest request) {
        if (running < bounds.threads()) {
            running++;
            return Admission.RUN;
        }
        if (waiting.size() < bounds.waiting()) {
            waiting.add(request);
            return Admission.WAIT;
        }
        return Admission.REFUSE;
    }

    private void run(DeferredRequest request) {
        try {
            request.proceed();
        } finally {
            next().ifPresent(other -> getServer().getThreadPool().execute(() -> run(other)));
        }
    }

    /** Returns the request that takes over the thread. */
    private synchronized Optional<DeferredRequest> next() {
        var first = waiting.stream().findFirst();
        first.ifPresentOrElse(waiting::remove, () -> running--);
        return first;
    }

    private void expire(DeferredRequest request) {
        boolean removed;
        synchronized (this) {
            removed = waiting.remove(request);
        }
        if (removed) {
            refuse(request);
        }
    }

    private void refuse(DeferredRequest request) {
        telemetry.requestRefused("overload");
        request.response().getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        request.refuse(503, "too many requests are being handled; try again");
    }
}
