package org.concord.client.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;

/** A frame of tests/Conformance/frames.json. `error` is null for those that are messages, and `message` for those that are none. */
public record GoldenFrame(String name, String from, byte[] bytes, boolean canonical, List<?> message, String error) {
    private static final Path FILE = Path.of("..", "..", "tests", "Conformance", "frames.json");

    public static List<GoldenFrame> all() throws IOException {
        var frames = new ArrayList<GoldenFrame>();
        for (var frame : JsonParser.parseString(Files.readString(FILE)).getAsJsonObject().getAsJsonArray("frames")) {
            frames.add(of(frame.getAsJsonObject()));
        }
        return frames;
    }

    @Override
    public String toString() {
        return name;
    }

    private static GoldenFrame of(JsonObject frame) {
        return new GoldenFrame(frame.get("name").getAsString(), frame.get("from").getAsString(), HexFormat.of().parseHex(frame.get("hex").getAsString()),
                frame.has("canonical") && frame.get("canonical").getAsBoolean(), (List<?>) value(frame.get("message")),
                frame.has("error") ? frame.get("error").getAsString() : null);
    }

    private static Object value(JsonElement json) {
        if (json == null || json.isJsonNull()) {
            return null;
        }
        if (json.isJsonArray()) {
            var list = new ArrayList<>();
            json.getAsJsonArray().forEach(item -> list.add(value(item)));
            return list;
        }
        if (json.isJsonObject()) {
            return map(json.getAsJsonObject());
        }
        var primitive = json.getAsJsonPrimitive();
        return primitive.isString() ? primitive.getAsString() : primitive.isBoolean() ? (Object) primitive.getAsBoolean() : number(primitive.getAsString());
    }

    /** The bytes of a bin stand as {"bin": hex}. */
    private static Object map(JsonObject json) {
        if (json.size() == 1 && json.has("bin")) {
            return HexFormat.of().parseHex(json.get("bin").getAsString());
        }
        var map = new LinkedHashMap<String, Object>();
        json.entrySet().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
        return map;
    }

    private static Object number(String text) {
        if (text.contains(".") || text.contains("e")) {
            return Double.valueOf(text);
        }
        var whole = new BigInteger(text);
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }
}
