package io.gristmill.similarity.cosine;

import java.util.Arrays;

/**
 * An inverted index of up to 65536 vectors over the features of the first zones. A posting packs
 * (number in the tile, scaled weight) into 16 + 16 bits.
 */
final class TileIndex {

  final RankedVectors vectors;
  final int[] member; // by number in the tile: place in join order
  final int zone; // zones below this one are indexed
  final int[] listStart; // by rank
  final int[] posting;
  final int[] scaledTail; // by number in the tile: tail norm from the zone on

  /**
   * @param member places of the vectors, ascending
   * @param zone number of zones to index; affects the cost, never the result
   */
  TileIndex(RankedVectors vectors, int[] member, int zone) {
    this.vectors = vectors;
    this.member = member;
    this.zone = zone;
    listStart = new int[vectors.order.zoneStart(zone) + 1];
    scaledTail = new int[member.length];
    countLists();
    posting = new int[listStart[listStart.length - 1]];
    fillLists();
  }

  int size() {
    return member.length;
  }

  private void countLists() {
    for (int place : member) {
      int end = vectors.firstEntry(place, zone);
      for (int entry = vectors.start[place]; entry < end; entry++) {
        listStart[vectors.rank[entry] + 1]++;
      }
    }
    for (int list = 1; list < listStart.length; list++) {
      listStart[list] += listStart[list - 1];
    }
  }

  private void fillLists() {
    int[] next = Arrays.copyOf(listStart, listStart.length);
    for (int number = 0; number < member.length; number++) {
      int place = member[number];
      int end = vectors.firstEntry(place, zone);
      for (int entry = vectors.start[place]; entry < end; entry++) {
        posting[next[vectors.rank[entry]]++] = (number << 16) | (vectors.scaled[entry] & 0xFFFF);
      }
      scaledTail[number] = RankedVectors.scale(vectors.tail(place, zone));
    }
  }
}
