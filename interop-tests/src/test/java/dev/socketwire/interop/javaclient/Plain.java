package dev.socketwire.interop.javaclient;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/** Values of the client's JSON library in a form that can be compared: lists, maps, numbers by value, bytes in hex. */
final class Plain {
    private Plain() {}

    static List<Object> of(List<? extends @Nullable Object> values) {
        List<Object> plain = new ArrayList<>();
        values.forEach(value -> plain.add(of(value)));
        return plain;
    }

    private static Object of(@Nullable Object value) {
        try {
            if (value instanceof JSONArray array) {
                List<Object> plain = new ArrayList<>();
                for (int i = 0; i < array.length(); i++) {
                    plain.add(of(array.get(i)));
                }
                return plain;
            }
            return value instanceof JSONObject object ? of(object) : ofScalar(value);
        } catch (JSONException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> of(JSONObject object) throws JSONException {
        Map<String, Object> plain = new TreeMap<>();
        for (Iterator<?> keys = object.keys(); keys.hasNext(); ) {
            String key = (String) keys.next();
            plain.put(key, of(object.get(key)));
        }
        return plain;
    }

    private static Object ofScalar(@Nullable Object value) {
        if (value instanceof Number) {
            return new BigDecimal(value.toString()).stripTrailingZeros();
        }
        if (value instanceof byte[] bytes) {
            return "bytes:" + HexFormat.of().formatHex(bytes);
        }
        return value == null || value == JSONObject.NULL ? "null:" : value;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
