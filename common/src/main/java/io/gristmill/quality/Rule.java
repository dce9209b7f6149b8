package io.gristmill.quality;

import io.gristmill.record.Example;
import java.io.Serializable;

/** Judges one record. Rules are pure: the same record always gets the same verdict. */
public interface Rule extends Serializable {

  /** Stable kebab-case name, used in rejects and reports. */
  String name();

  Verdict judge(Example example);
}
