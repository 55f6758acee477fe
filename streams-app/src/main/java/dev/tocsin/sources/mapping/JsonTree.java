package dev.tocsin.sources.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.sources.RecordTree;
import dev.tocsin.sources.SourceRecord;
import dev.tocsin.sources.TreeReader;
import dev.tocsin.sources.UndecodableRecordException;
import java.io.IOException;

/** Reads values that are JSON, also in the framing of a schema registry (a zero, and a schema id of 4 bytes). */
public record JsonTree() implements TreeReader {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final int REGISTRY_HEADER = 5;

    @Override
    public RecordTree read(SourceRecord record) throws UndecodableRecordException {
        var value = record.value();
        if (value == null) {
            return new RecordTree.Ignored("tombstone");
        }
        var from = value.length > REGISTRY_HEADER && value[0] == 0 ? REGISTRY_HEADER : 0;
        try {
            var root = MAPPER.readTree(value, from, value.length - from);
            if (root.isMissingNode()) {
                throw new UndecodableRecordException("the value is empty, but must be JSON");
            }
            return new RecordTree.Fields(root);
        } catch (JsonProcessingException e) {
            throw new UndecodableRecordException(
                    "the value is not JSON: %s; check the format of the source".formatted(e.getOriginalMessage()), e);
        } catch (IOException | StackOverflowError e) {
            throw new UndecodableRecordException("the value is not JSON: " + e.getMessage(), e);
        }
    }
}
