package org.concord.qupath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import qupath.lib.gui.extensions.QuPathExtension;

/** What QuPath does with an extension before anything of QuPath is there. */
class ConcordExtensionTest {
    /** The signatures have no code: whatever the constructor called of them would throw. */
    @Test
    void loading_asQuPathDoes_needsNothingOfQuPath() {
        var found = ServiceLoader.load(QuPathExtension.class).stream().toList();
        assertEquals(1, found.size());
        var extension = found.get(0).get();
        assertEquals("Concord", extension.getName());
        assertFalse(extension.getDescription().isBlank());
    }

    @Test
    void search_withoutAnAnnotation_asksForOne() {
        var refused = assertThrows(IllegalArgumentException.class, () -> Concord.search(Map.of(), null, null));
        assertTrue(refused.getMessage().contains("Select the region"), refused.getMessage());
    }

    @Test
    void extension_hasNoStaticStateThatCouldFail() {
        assertTrue(Arrays.stream(ConcordExtension.class.getDeclaredFields()).filter(field -> Modifier.isStatic(field.getModifiers()))
                .allMatch(field -> Modifier.isFinal(field.getModifiers()) && field.getType() == String.class));
    }
}
