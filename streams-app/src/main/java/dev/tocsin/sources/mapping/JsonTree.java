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
import dev.tocsin.sources.formats.JsonRecords;
import dev.tocsin.sources.formats.RecordFraming;
import java.io.IOException;

/** Reads values that are JSON, also in the framing of a schema registry. */
public record JsonTree() implements TreeReader {
    static final ObjectMapper MAPPER = JsonMapper.builder(JsonRecords.factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    @Override
    public RecordTree read(SourceRecord record) throws UndecodableRecordException {
        var value = record.value();
        if (value == null) {
            return new RecordTree.Ignored("tombstone");
        }
        var from = RecordFraming.of(record).length();
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
