package org.concord.qupath.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.concord.client.Exclude;
import org.concord.client.Hit;
import org.concord.client.Query;
import org.concord.client.Region;
import org.concord.client.SearchRequest;
import org.junit.jupiter.api.Test;

/** Searching, against `concord serve` and its own reading of the same slides. */
class SimilarSearchLiveTest extends LiveProjectTest {
    @Test
    void find_onAnIndexedSlide_leavesItsPatientOut() throws Exception {
        var found = project.find(0, Marked.rectangle(200, 200, 448, 448));
        assertEquals(new SlideIdentity("slide-0.tif", "C0", "P0", null), found.self());
        assertEquals(10, found.hits().size());
        assertTrue(found.hits().stream().noneMatch(hit -> hit.hit().patient().equals("P0")), found.table());
        assertEquals("lines", found.hits().get(0).label());
        assertEquals("lines", found.answer().vote().leader());
        assertEquals(4, found.tiles());
        assertEquals(List.of(), found.notes());
        assertEquals("exact", found.badge());
        assertTrue(found.evidence().contains("drawn / pathology"), found.evidence());
        assertEquals(11, found.table().lines().count());
        assertEquals(512, Math.max(found.region().width(), found.region().height()), 64);
    }

    @Test
    void find_pictures_areTheTiles() throws Exception {
        var found = project.find(0, Marked.rectangle(0, 0, 224, 224));
        for (var hit : found.hits()) {
            var slide = project.slides.stream().filter(each -> each.name().equals(hit.hit().slide())).findFirst().orElseThrow();
            var place = new Region(hit.hit().x(), hit.hit().y(), hit.hit().width(), hit.hit().height());
            assertArrayEquals(RegionReader.tile(slide, place, 1).data(), hit.picture().data(), hit.where());
        }
    }

    /** The engine reads the file itself and cuts by its own code. */
    @Test
    void find_anyRectangle_isTheEnginesOwnRegionSearch() throws Exception {
        for (var region : List.of(new Region(100, 120, 700, 900), new Region(300, 300, 60, 60), new Region(0, 0, 1120, 1344), new Region(5, 9, 225, 223), new Region(1000, 1300, 120, 44))) {
            var found = project.find(1, Marked.rectangle(region.x(), region.y(), region.width(), region.height()));
            var engines = project.client().search(new SearchRequest(IndexedProject.COLLECTION, Query.image(project.slides.get(1).file().toString(), region, DrawnSlide.MPP)).k(10)).await();
            assertEquals(engines.hits().stream().map(Hit::tile).toList(), found.hits().stream().map(hit -> hit.hit().tile()).toList(), region.toString());
            for (int i = 0; i < found.hits().size(); i++) {
                assertEquals(engines.hits().get(i).distance(), found.hits().get(i).hit().distance(), 1e-5, region.toString());
            }
        }
    }

    @Test
    void find_inAShape_takesTheTilesInIt() throws Exception {
        var lowerLeft = new Marked(new Region(0, 0, 896, 896), (x, y) -> y > x + 100);
        var found = project.find(2, lowerLeft);
        assertEquals(6, found.tiles());
        assertEquals(1, project.find(2, new Marked(new Region(0, 0, 224, 224), (x, y) -> false)).tiles(), "of a thin shape, the tiles around it");
    }

    @Test
    void find_withWhereAndExclude_holdsThem() throws Exception {
        var request = SimilarRequest.of(project.settings, Map.of("k", 7, "where", "label = \"dots\"", "exclude", "slide", "radiology", false, "pictures", false));
        var found = project.find(project.slides.get(1), request, Marked.rectangle(0, 0, 448, 448));
        assertEquals(Exclude.SLIDE, request.exclude());
        assertTrue(found.hits().stream().allMatch(hit -> hit.label().equals("dots") && hit.hit().slide().equals("slide-4.tif")), found.table());
        assertNull(found.hits().get(0).picture());
        assertEquals(List.of(), found.scans());
    }

    @Test
    void find_linkedSeries_areFetchedOnceACase_andAMissingFileIsSaid() throws Exception {
        var scans = project.find(0, Marked.rectangle(0, 0, 448, 448)).scans();
        assertEquals(List.of("MR FLAIR", "MR T1"), scans.stream().map(LinkedScan::name).sorted().toList());
        for (var scan : scans) {
            assertEquals("C3", scan.caseId());
            assertEquals(scan.name().equals("MR T1"), scan.picture() == null);
            assertEquals(scan.picture() == null, scan.noPicture() != null);
        }
    }

    @Test
    void heatmap_isHighestWhereTheRegionIs() throws Exception {
        var found = project.find(3, Marked.rectangle(224, 448, 224, 224));
        var map = SimilarityMap.find(project.engine, found, Steps.SILENT, new Cancellation());
        assertEquals(30, map.cells().size());
        var best = map.cells().stream().filter(cell -> cell.similarity() == 1).toList();
        assertEquals(List.of(new Region(224, 448, 224, 224)), best.stream().map(cell -> new Region(cell.place().x(), cell.place().y(), cell.place().width(), cell.place().height())).toList());
        assertEquals(0, best.get(0).distance(), 1e-5);
        assertTrue(map.cells().stream().anyMatch(cell -> cell.similarity() == 0));
        var picture = map.picture(1120, 1344);
        assertEquals(SimilarityMap.colour(1).getRGB(), picture.getRGB(300, 500));
        assertEquals(1344, picture.getHeight());
    }

    @Test
    void accept_takesTheVote_andNothingElse() throws Exception {
        var found = project.find(0, Marked.rectangle(200, 200, 448, 448));
        if (found.answer().vote().answer() == null) {
            var refused = assertThrows(IllegalArgumentException.class, () -> AcceptedLabel.of(found));
            assertTrue(refused.getMessage().contains("No answer"), refused.getMessage());
            return;
        }
        var accepted = AcceptedLabel.of(found);
        assertEquals("lines", accepted.className());
        assertEquals(5, accepted.measurements().get("Concord: voters"));
        assertNotNull(accepted.measurements().get("Concord: votes lines"));
        assertTrue(accepted.words().contains("Concord: margin"), accepted.words());
    }
}
