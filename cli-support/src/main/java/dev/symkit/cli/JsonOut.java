// SPDX-License-Identifier: Apache-2.0
package dev.symkit.cli;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes one JSON object: UTF-8, fields in the order of the calls, no white space, ended by LF on every platform. A lone surrogate
 * in a string, which UTF-8 cannot express, becomes U+FFFD. Confined to the call that writes it.
 */
public final class JsonOut {
    private final JsonGenerator json;

    private JsonOut(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Fields {
        /** Writes to {@code json}, which is inside the object. */
        void write(JsonOut json) throws IOException;
    }

    /** Writes the fields of the object that stands for one item of an array. */
    @FunctionalInterface
    public interface Item<T> {
        /** Writes {@code item} to {@code json}, which is inside the item's object. */
        void write(JsonOut json, T item) throws IOException;
    }

    /** Hands over the items of an array one by one, so that they need not be in memory together. */
    @FunctionalInterface
    public interface Items {
        /** Calls {@code array} once for each item. */
        void write(Adder array) throws IOException;
    }

    /** Takes the items of an array. */
    @FunctionalInterface
    public interface Adder {
        /** Writes one item, an object. */
        void add(Fields item) throws IOException;
    }

    /**
     * Writes one object and flushes {@code out}, which stays open.
     *
     * @throws IOException if {@code out} or {@code fields} throws it; {@link ToolContext#out} never does
     */
    public static void write(OutputStream out, Fields fields) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build();
        try (JsonGenerator generator = factory.createGenerator(out, JsonEncoding.UTF8)) {
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            generator.writeStartObject();
            fields.write(new JsonOut(generator));
            generator.writeEndObject();
            generator.writeRaw('\n');
        }
        out.flush();
    }

    /** Writes a string. */
    public void text(String name, String value) throws IOException {
        json.writeStringField(name, clean(value));
    }

    /** Writes an integer. */
    public void number(String name, long value) throws IOException {
        json.writeNumberField(name, value);
    }

    /** Writes a number that need not be whole; infinity and what is no number become null, for which JSON has no word. */
    public void decimal(String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    /** Writes true or false. */
    public void bool(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
    }

    /** Writes null. */
    public void none(String name) throws IOException {
        json.writeNullField(name);
    }

    /** Writes an object. */
    public void object(String name, Fields fields) throws IOException {
        json.writeObjectFieldStart(name);
        fields.write(this);
        json.writeEndObject();
    }

    /** Writes an array of objects, in the order of {@code items}. */
    public <T> void array(String name, Iterable<? extends T> items, Item<T> fields) throws IOException {
        json.writeArrayFieldStart(name);
        for (T item : items) {
            json.writeStartObject();
            fields.write(this, item);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes an array of objects, in the order in which {@code items} hands them over. */
    public void array(String name, Items items) throws IOException {
        json.writeArrayFieldStart(name);
        items.write(item -> {
            json.writeStartObject();
            item.write(this);
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    /** Writes an array of strings, in the order of {@code values}. */
    public void texts(String name, Iterable<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(clean(value));
        }
        json.writeEndArray();
    }

    private static String clean(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        text.codePoints().forEach(c -> cleaned.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
        return cleaned.toString();
    }
}
