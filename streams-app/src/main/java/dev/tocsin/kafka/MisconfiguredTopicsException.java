package dev.tocsin.kafka;

import java.util.List;

/** Topics exist with settings that break a guarantee. Each problem names the topic, the error and the remedy. */
public final class MisconfiguredTopicsException extends RuntimeException {
    MisconfiguredTopicsException(List<String> problems) {
        super("%d problem(s) with topics must be fixed:\n  %s"
                .formatted(problems.size(), String.join("\n  ", problems)));
    }
}
