package dev.tocsin.http.ruler;

import dev.tocsin.audit.AuditEntry.Actor;
import dev.tocsin.audit.AuditEntry.Position;
import dev.tocsin.evaluation.rules.RuleFileReader;
import dev.tocsin.evaluation.rules.RuleFileWriter;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluator.RuleGroupEditor;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Caller;
import dev.tocsin.http.common.RequestBody;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.yaml.ConfigException;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Rule groups by namespace and name. Answers are YAML, errors are text. */
record RulerResource(RuleGroupEditor editor, Defaults defaults, AsyncResponse asyncResponse, int maxBodyBytes) {
    /** The header of a write: the place of its record, such as {@code tocsin.rules-0@17}. */
    private static final String OFFSET = "X-Tocsin-Offset";

    private static final String YAML = "application/yaml";

    private record Accepted(String status, Object data, String errorType, String error) {
        static final Accepted BODY = new Accepted("success", null, "", "");
    }

    void list(Context request) {
        sendYaml(request, RuleFileWriter.namespaces(drafts()));
    }

    void namespace(Context request) {
        var name = request.pathParam("namespace");
        var groups = drafts().get(name);
        if (groups == null) {
            sendText(request, 404, noNamespace(name));
        } else {
            sendYaml(request, RuleFileWriter.namespaces(Map.of(name, groups)));
        }
    }

    void group(Context request) {
        find(request)
                .flatMap(ReplicaEntry::value)
                .ifPresentOrElse(
                        group -> sendYaml(request, RuleFileWriter.group(group.draft())),
                        () -> sendText(request, 404, noGroup(request)));
    }

    void put(Context request) {
        var namespace = request.pathParam("namespace");
        if (namespace.isEmpty()) {
            sendText(request, 400, "the namespace is empty: name one in the path");
            return;
        }
        try {
            var group = RuleFileReader.readGroup("request", body(request), namespace, defaults);
            requireFreeKey(group);
            respond(request, editor.put(group, actor(request)));
        } catch (ConfigException e) {
            sendText(request, 400, e.getMessage());
        }
    }

    void deleteGroup(Context request) {
        if (find(request).isEmpty()) {
            sendText(request, 404, noGroup(request));
        } else {
            respond(request, editor.delete(List.of(key(request)), actor(request)));
        }
    }

    void deleteNamespace(Context request) {
        var name = request.pathParam("namespace");
        var keys = editor.groups().entrySet().stream()
                .filter(entry -> isIn(name, entry.getKey(), entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (keys.isEmpty()) {
            sendText(request, 404, noNamespace(name));
        } else {
            respond(request, editor.delete(keys, actor(request)));
        }
    }

    /** Names can have slashes, so that groups of two namespaces could have the same key. */
    private void requireFreeKey(RuleGroup group) {
        var other = Optional.ofNullable(editor.groups().get(group.key()))
                .flatMap(ReplicaEntry::value)
                .filter(before -> !before.namespace().equals(group.namespace()));
        if (other.isPresent()) {
            throw new ApiException(
                    409,
                    "the key %s is that of group '%s' in namespace '%s': use another name"
                            .formatted(
                                    group.key(), other.get().name(), other.get().namespace()));
        }
    }

    private Map<String, List<RuleGroupDraft>> drafts() {
        return editor.groups().values().stream()
                .flatMap(entry -> entry.value().stream())
                .map(RuleGroup::draft)
                .collect(Collectors.groupingBy(RuleGroupDraft::namespace, TreeMap::new, Collectors.toList()));
    }

    private Optional<ReplicaEntry<RuleGroup>> find(Context request) {
        return Optional.ofNullable(editor.groups().get(key(request)))
                .filter(entry -> isIn(request.pathParam("namespace"), key(request), entry));
    }

    // A group that is not valid can be deleted: its namespace is that of its key.
    private static boolean isIn(String namespace, String key, ReplicaEntry<RuleGroup> entry) {
        return entry.value().map(group -> group.namespace().equals(namespace)).orElse(key.startsWith(namespace + "/"));
    }

    private static String key(Context request) {
        return request.pathParam("namespace") + "/" + request.pathParam("group");
    }

    private String body(Context request) {
        var bytes = RequestBody.read(request, maxBodyBytes, sentence -> new ApiException(413, sentence));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Actor actor(Context request) {
        var caller = Caller.of(request);
        return new Actor(caller.name(), caller.method(), caller.address());
    }

    private void respond(Context request, CompletableFuture<Position> written) {
        asyncResponse.respond(
                request,
                written,
                position -> {
                    request.header(OFFSET, position.toString());
                    ApiJson.send(request, 202, Accepted.BODY);
                },
                reason -> new ApiException(
                        503,
                        "the change is not in force (%s); it may come into force later, try again".formatted(reason)));
    }

    private static String noNamespace(String name) {
        return "there is no rule group in namespace '%s'".formatted(name);
    }

    private static String noGroup(Context request) {
        return "there is no rule group '%s' in namespace '%s'"
                .formatted(request.pathParam("group"), request.pathParam("namespace"));
    }

    private static void sendYaml(Context request, String text) {
        request.status(200).contentType(YAML).result(text);
    }

    private static void sendText(Context request, int status, String text) {
        request.status(status).contentType("text/plain; charset=utf-8").result(text + "\n");
    }
}
