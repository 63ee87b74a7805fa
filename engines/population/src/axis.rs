//! What the joint table tells families apart by.

/// One of the ways that families differ in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Axis {
    /// [`Form`].
    Form,
    /// One to four, and five or more children (drawn as five).
    Children,
    /// Age of the youngest.
    Youngest,
    /// [`Group`] of municipalities.
    Group,
    /// [`Tenure`].
    Tenure,
    /// [`Work`].
    Work,
    /// Couple or single: not an axis of its own, it follows from the form.
    Household,
}

macro_rules! labelled {
    ($($(#[$doc:meta])* $name:ident { $($(#[$one:meta])* $variant:ident = $label:literal,)+ })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
            pub enum $name { $($(#[$one])* $variant,)+ }

            impl $name {
                /// All of them, in the order of the table.
                pub const ALL: &[Self] = &[$(Self::$variant,)+];
                /// Their names in the files of figures.
                pub const LABELS: &[&str] = &[$($label,)+];

                /// Its name in the files of figures and in results.
                pub const fn label(self) -> &'static str {
                    match self { $(Self::$variant => $label,)+ }
                }

                pub(crate) fn at(place: usize) -> Option<Self> {
                    Self::ALL.get(place).copied()
                }
            }
        )+
    };
}

labelled! {
    /// Who the adults are to the children.
    Form {
        /// A couple, both parents of all the children.
        Par = "par",
        /// A couple of whom one is the parent.
        Sammenbragt = "sammenbragt",
        /// A mother alone.
        EnligMor = "enlig_mor",
        /// A father alone.
        EnligFar = "enlig_far",
    }
    /// Municipalities that are alike in rents and pay.
    Group {
        /// København and Frederiksberg.
        Koebenhavn = "koebenhavn",
        /// The rest of Region Hovedstaden.
        Hovedstaden = "hovedstaden",
        /// Region Sjælland.
        Sjaelland = "sjaelland",
        /// Aarhus, Odense and Aalborg.
        Storby = "storby",
        /// The rest of Region Syddanmark.
        Syddanmark = "syddanmark",
        /// The rest of Region Midtjylland.
        Midtjylland = "midtjylland",
        /// The rest of Region Nordjylland.
        Nordjylland = "nordjylland",
    }
    /// How the family has its home.
    Tenure {
        /// It owns it.
        Ejer = "ejer",
        /// It rents social housing.
        Almen = "almen",
        /// It rents from somebody else.
        Privat = "privat",
    }
    /// What the adults live on.
    Work {
        /// Every adult has a job.
        Job = "job",
        /// One adult is on unemployment benefit, the other (if any) has a job.
        Ledig = "ledig",
        /// A couple of whom one has a job and the other no income.
        EtJob = "et_job",
        /// Little pay and no benefit.
        Svag = "svag",
        /// One adult is on a study grant, the other has a job.
        Su = "su",
        /// One adult is on social assistance, the other has a job.
        Kontanthjaelp = "kontanthjaelp",
        /// A couple, both on social assistance.
        BeggeKontanthjaelp = "begge_kontanthjaelp",
        /// One adult is on another taxed transfer, the other has a job.
        Ydelse = "ydelse",
    }
}

impl Form {
    /// Whether there are two adults.
    pub const fn is_couple(self) -> bool {
        matches!(self, Self::Par | Self::Sammenbragt)
    }
}

impl Axis {
    /// The six axes, the first the slowest.
    pub(crate) const ALL: [Self; 6] = [
        Self::Form,
        Self::Children,
        Self::Youngest,
        Self::Group,
        Self::Tenure,
        Self::Work,
    ];

    /// Its name in the heads of files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Children => "children",
            Self::Youngest => "youngest",
            Self::Group => "group",
            Self::Tenure => "tenure",
            Self::Work => "work",
            Self::Household => "household",
        }
    }

    /// The names of its places.
    pub const fn labels(self) -> &'static [&'static str] {
        match self {
            Self::Form => Form::LABELS,
            Self::Children => &["1", "2", "3", "4", "5"],
            Self::Youngest => &["0-2", "3-6", "7-14", "15-17"],
            Self::Group => Group::LABELS,
            Self::Tenure => Tenure::LABELS,
            Self::Work => Work::LABELS,
            Self::Household => &["par", "enlig"],
        }
    }

    /// How many places it has.
    pub(crate) const fn places(self) -> usize {
        self.labels().len()
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        let all = Self::ALL.into_iter().chain([Self::Household]);
        all.into_iter().find(|axis| axis.name() == name)
    }

    /// Its place in a cell of the joint table.
    pub(crate) fn of(self, cell: usize) -> usize {
        if self == Self::Household {
            return usize::from(!Form::at(Self::Form.of(cell)).is_some_and(Form::is_couple));
        }
        let below: usize = Self::ALL
            .into_iter()
            .skip_while(|axis| *axis != self)
            .skip(1)
            .map(Self::places)
            .product();
        cell / below.max(1) % self.places().max(1)
    }
}

/// How many cells the joint table has.
pub const CELLS: usize = Axis::Form.places()
    * Axis::Children.places()
    * Axis::Youngest.places()
    * Axis::Group.places()
    * Axis::Tenure.places()
    * Axis::Work.places();
